using IBMCloud.DiskImages;

namespace IBMCloud.E2E.Tool.Images;

/// <summary>The names of formats in results.</summary>
internal static class FormatName
{
    public static string Of(DiskImageFormat format) => format switch
    {
        DiskImageFormat.Raw => "raw",
        DiskImageFormat.VhdFixed => "vhd-fixed",
        DiskImageFormat.VhdDynamic => "vhd-dynamic",
        DiskImageFormat.VhdDifferencing => "vhd-differencing",
        DiskImageFormat.EncryptedVhd => "vhd-encrypted",
        DiskImageFormat.Qcow2 => "qcow2",
        DiskImageFormat.EncryptedQcow2 => "qcow2-encrypted",
        DiskImageFormat.Luks1 => "luks1",
        _ => "luks2",
    };

    public static bool IsEncrypted(DiskImageFormat format) =>
        format is DiskImageFormat.EncryptedVhd or DiskImageFormat.EncryptedQcow2 or DiskImageFormat.Luks1 or DiskImageFormat.Luks2;
}
