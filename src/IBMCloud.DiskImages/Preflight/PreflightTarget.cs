namespace IBMCloud.DiskImages.Preflight;

/// <summary>What an image is to become.</summary>
public enum PreflightTarget
{
    /// <summary>An encrypted VHD for classic infrastructure: what its import takes since 2019.</summary>
    ClassicVhd,

    /// <summary>A raw image in a LUKS container for classic infrastructure: what its import took in 2018.</summary>
    ClassicLuks,

    /// <summary>A qcow2 file with LUKS inside for VPC.</summary>
    Vpc,
}
