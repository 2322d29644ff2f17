using System.Security.Cryptography;
using IBMCloud.Luks;
using IBMCloud.Primitives;

namespace IBMCloud.DiskImages.Vhd;

/// <summary>
/// The hash by which an encrypted VHD tells a wrong key from the right one: SHA-256(nonce ‖ key). It lies in the batmap header,
/// which follows the block table.
/// </summary>
/// <remarks>
/// <list type="table">
/// <item><term>0, 8</term><description>cookie <c>tdbatmap</c></description></item>
/// <item><term>8, 8+4+4+4</term><description>the batmap's offset, size in sectors, version 1.2, checksum</description></item>
/// <item><term>28, 1</term><description>marker</description></item>
/// <item><term>29, 1</term><description>1 where a key hash is there</description></item>
/// <item><term>30, 32</term><description>nonce</description></item>
/// <item><term>62, 32</term><description>SHA-256(nonce ‖ key)</description></item>
/// </list>
/// </remarks>
internal sealed record VhdKeyHash(byte[] Nonce, byte[] Hash)
{
    public const int CookieOffset = 29;
    public const int NonceOffset = 30;
    public const int HashOffset = 62;

    public const uint BatmapVersion = 0x0001_0002;

    public static ReadOnlySpan<byte> BatmapCookie => "tdbatmap"u8;

    /// <summary>Where the batmap header lies, by the dynamic header.</summary>
    public static long BatmapHeaderOffset(VhdDynamicHeader header) =>
        header.TableOffset + VhdLimits.RoundUp((long)header.TableEntries * sizeof(uint), VhdLimits.SectorSize);

    /// <summary>Reads the key hash; null where the VHD has none, so is not encrypted.</summary>
    public static async ValueTask<VhdKeyHash?> TryReadAsync(ImageSource file, VhdDynamicHeader header, CancellationToken cancellationToken)
    {
        if (header.TableOffset > file.Length)
        {
            return null;
        }

        var bytes = new byte[VhdLimits.SectorSize];
        var read = await file.ReadAsync(BatmapHeaderOffset(header), bytes, cancellationToken).ConfigureAwait(false);
        return read == bytes.Length && bytes.AsSpan().StartsWith(BatmapCookie) && bytes[CookieOffset] == 1
            ? new VhdKeyHash(bytes[NonceOffset..HashOffset], bytes[HashOffset..(HashOffset + SHA256.HashSizeInBytes)])
            : null;
    }

    /// <summary>The hash of a key with the nonce that vhd-util uses: 32 zero bytes.</summary>
    public static byte[] Of(SecretBytes key) => Compute(new byte[HashOffset - NonceOffset], key);

    /// <summary>The cipher for <paramref name="key"/>, once the key is known to be the right one.</summary>
    public static XtsCipher OpenCipher(VhdKeyHash? expected, SecretBytes? key)
    {
        ArgumentNullException.ThrowIfNull(expected);
        if (key is null)
        {
            throw new DiskImageException(DiskImageError.KeyRequired, "The VHD is encrypted. Give the data encryption key: its 32 or 64 raw bytes.");
        }

        if (!CryptographicOperations.FixedTimeEquals(Compute(expected.Nonce, key), expected.Hash))
        {
            throw new DiskImageException(DiskImageError.WrongKey,
                $"The key, {key.Length} bytes long, is not the one that the VHD was encrypted with. Give the key's raw bytes: not their base64 text, and no line break after them.");
        }

        return VhdKey.CreateCipher(key);
    }

    private static byte[] Compute(ReadOnlySpan<byte> nonce, SecretBytes key)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(nonce);
        hash.AppendData(key.Span);
        return hash.GetHashAndReset();
    }
}
