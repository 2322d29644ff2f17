namespace IBMCloud.DiskImages;

/// <summary>How a qcow2 file is written.</summary>
public class Qcow2Options
{
    /// <summary>
    /// Reads the whole source once to leave out clusters of zeros that the source does not know as holes. It makes the file smaller; without it only
    /// what the source's extents leave out is left out, and nothing is read.
    /// </summary>
    public bool ScanForZeroClusters { get; init; }
}
