using IBMCloud.Primitives;

namespace IBMCloud.E2E;

/// <summary>
/// Which key is what. One place, because every mix-up of these makes a server that never starts.
/// <list type="table">
/// <listheader><term>profile</term><description>object · what the WDEK wraps · key of the image</description></listheader>
/// <item><term><see cref="E2EProfile.ClassicVhd"/></term><description><c>NAME.vhd-0.vhd</c> · the data key's raw bytes, 64 or 32 · the data key's raw bytes</description></item>
/// <item><term><see cref="E2EProfile.ClassicLuks"/></term><description><c>NAME.raw</c> · the data key's raw bytes, 32 or 64 · passphrase = base64 text of the data key, no line break</description></item>
/// </list>
/// </summary>
public static class ImageKey
{
    /// <summary>Length in bytes of a data key of this profile where nothing is asked for.</summary>
    /// <param name="profile">Form of the image.</param>
    public static int DefaultLength(E2EProfile profile) => profile == E2EProfile.ClassicVhd ? 64 : 32;

    /// <summary>Name of the object of an image.</summary>
    /// <param name="profile">Form of the image.</param>
    /// <param name="name">Name of the image.</param>
    public static string ObjectName(E2EProfile profile, string name) => profile == E2EProfile.ClassicVhd ? $"{name}.vhd-0.vhd" : $"{name}.raw";

    /// <summary>The key or passphrase that opens the image.</summary>
    /// <param name="profile">Form of the image.</param>
    /// <param name="dataKey">The data key: what the WDEK unwraps to.</param>
    /// <returns>A new secret, the caller's to dispose.</returns>
    public static SecretBytes OfImage(E2EProfile profile, SecretBytes dataKey)
    {
        ArgumentNullException.ThrowIfNull(dataKey);
        return profile == E2EProfile.ClassicVhd ? dataKey.Clone() : dataKey.ToBase64Utf8();
    }
}
