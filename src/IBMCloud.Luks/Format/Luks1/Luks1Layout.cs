namespace IBMCloud.Luks;

/// <summary>Where things are in a LUKS1 header (format document §2; offsets in bytes, big-endian integers).</summary>
/// <remarks>
/// <list type="table">
/// <listheader><term>offset, size</term><description>field</description></listheader>
/// <item><term>0, 6</term><description>magic <c>LUKS</c> BA BE</description></item>
/// <item><term>6, 2</term><description>version 1</description></item>
/// <item><term>8, 32</term><description>cipher name, NUL-padded</description></item>
/// <item><term>40, 32</term><description>cipher mode</description></item>
/// <item><term>72, 32</term><description>hash of PBKDF2, splitter and digest</description></item>
/// <item><term>104, 4</term><description>payload offset in 512-byte sectors</description></item>
/// <item><term>108, 4</term><description>volume key length in bytes</description></item>
/// <item><term>112, 20</term><description>digest</description></item>
/// <item><term>132, 32</term><description>digest salt</description></item>
/// <item><term>164, 4</term><description>digest iterations</description></item>
/// <item><term>168, 40</term><description>UUID, text</description></item>
/// <item><term>208, 8 × 48</term><description>keyslots: state, iterations, salt[32], material offset in sectors, stripes</description></item>
/// </list>
/// </remarks>
internal static class Luks1Layout
{
    public const int HeaderLength = 592;
    public const int CipherName = 8;
    public const int CipherMode = 40;
    public const int HashName = 72;
    public const int PayloadOffset = 104;
    public const int KeyBytes = 108;
    public const int Digest = 112;
    public const int DigestLength = 20;
    public const int DigestSalt = 132;
    public const int DigestIterations = 164;
    public const int Uuid = 168;
    public const int Keyslots = 208;
    public const int KeyslotLength = 48;
    public const int KeyslotCount = 8;

    public const uint Enabled = 0x00AC71F3;
    public const uint Disabled = 0x0000DEAD;

    /// <summary>The IBM flow of 2018 reserves 4 MiB: the container is the image plus exactly that.</summary>
    public const long DefaultPayloadOffset = 4L << 20;

    /// <summary>A detached header's file: room for the eight slots of any key, as cryptsetup makes it.</summary>
    public const long DetachedLength = 2L << 20;

    private const int Sector = 512;
    private const int AlignmentSectors = 8;

    /// <summary>First sector of a slot's material, as cryptsetup and QEMU place them.</summary>
    public static uint MaterialSector(int slot, int keyLength)
    {
        var sectors = (KeyslotMaterial.Length(keyLength) / Sector + AlignmentSectors - 1) / AlignmentSectors * AlignmentSectors;
        return (uint)(AlignmentSectors + slot * sectors);
    }

    /// <summary>First byte after the last slot, rounded up to 4096.</summary>
    public static long HeaderEnd(int keyLength) =>
        ((long)MaterialSector(KeyslotCount - 1, keyLength) * Sector + KeyslotMaterial.Length(keyLength) + 4095) / 4096 * 4096;
}
