using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using IBMCloud.Luks.Tests.Containers;

namespace IBMCloud.Luks.Tests.Hostile;

/// <summary>Good containers, and the means to put one fault into their headers with the checksums made right again, so that the fault alone is judged.</summary>
internal static class HeaderForge
{
    public const string Right = "the right passphrase";
    private const int HeaderSize = 16384;
    private const int Binary = 4096;

    public static readonly byte[] Image = LuksWorld.Image(8192);

    private static readonly Lazy<Task<byte[]>> Luks1 = new(() => MakeAsync(new LuksFormatOptions { Version = LuksVersion.Luks1, KeySize = 32, Kdf = LuksWorld.CheapPbkdf2 }));
    private static readonly Lazy<Task<byte[]>> Luks2 = new(() => MakeAsync(new LuksFormatOptions { KeySize = 32, Kdf = LuksWorld.CheapPbkdf2, PayloadOffset = 1 << 20 }));
    private static readonly Lazy<Task<byte[]>> Theirs1 = new(() => ByCryptsetupAsync("--type luks1 --key-size 256 --pbkdf-force-iterations 1000 --align-payload 8192"));
    private static readonly Lazy<Task<byte[]>> Theirs2 = new(() => ByCryptsetupAsync(
        "--type luks2 --key-size 256 --pbkdf pbkdf2 --pbkdf-force-iterations 1000 --hash sha256 --sector-size 512 --luks2-metadata-size 16k --luks2-keyslots-size 1015808"));

    public static async Task<byte[]> Luks1Async() => [.. await Luks1.Value];

    public static async Task<byte[]> Luks2Async() => [.. await Luks2.Value];

    /// <summary>The same container, made by cryptsetup; null where that is not installed.</summary>
    public static async Task<byte[]?> ByCryptsetupAsync(int version) => OutsideTool.Find("cryptsetup") is null ? null : [.. await (version == 1 ? Theirs1 : Theirs2).Value];

    /// <summary>Edits the JSON of both copies.</summary>
    public static void EditJson(byte[] container, Action<JsonNode> edit) => EditText(container, text =>
    {
        var root = JsonNode.Parse(text)!;
        edit(root);
        return root.ToJsonString();
    });

    /// <summary>Edits the JSON text of both copies, byte for byte (Latin-1, so that any byte can be written).</summary>
    public static void EditText(byte[] container, Func<string, string> edit, bool seal = true)
    {
        for (var copy = 0; copy < 2; copy++)
        {
            var area = container.AsSpan(copy * HeaderSize + Binary, HeaderSize - Binary);
            var text = edit(Encoding.Latin1.GetString(area[..(area.IndexOf((byte)0) is >= 0 and var end ? end : area.Length)]));
            area.Clear();
            Encoding.Latin1.GetBytes(text, area);
        }

        if (seal)
        {
            Seal(container);
        }
    }

    /// <summary>Makes the checksum of a copy right again.</summary>
    public static void Seal(byte[] container, int copy, string hash = "sha256")
    {
        var bytes = container.AsSpan(copy * HeaderSize, HeaderSize);
        bytes.Slice(72, 32).Clear();
        Encoding.ASCII.GetBytes(hash, bytes[72..]);
        bytes.Slice(448, 64).Clear();
        CryptographicOperations.HashData(LuksHash.Parse(hash), bytes, bytes[448..]);
    }

    public static void Seal(byte[] container, string hash = "sha256")
    {
        Seal(container, 0, hash);
        Seal(container, 1, hash);
    }

    public static void Write32(byte[] container, int offset, uint value) => BinaryPrimitives.WriteUInt32BigEndian(container.AsSpan(offset), value);

    public static void WriteText(byte[] container, int offset, int length, string text)
    {
        container.AsSpan(offset, length).Clear();
        Encoding.ASCII.GetBytes(text, container.AsSpan(offset));
    }

    /// <summary>Null where the container opens and holds the image from its first byte, else the reason of the refusal. Any other exception passes.</summary>
    public static async Task<LuksError?> VerdictAsync(byte[] container, string passphrase = Right, LuksOpenOptions? options = null)
    {
        using var secret = LuksWorld.Passphrase(passphrase);
        try
        {
            var plain = await LuksWorld.DecryptAsync(container, secret, options);
            plain.AsSpan().SequenceEqual(Image.AsSpan(0, Math.Min(plain.Length, Image.Length))).Should().BeTrue("a container that opens gives the image");
            return null;
        }
        catch (LuksException e)
        {
            return e.Reason;
        }
    }

    /// <summary>Says whether the real cryptsetup finds a keyslot that opens.</summary>
    public static bool CryptsetupOpens(byte[] container, string passphrase)
    {
        var cryptsetup = OutsideTool.Require("cryptsetup");
        using var folder = new TempFolder();
        var key = folder.Write("key", Encoding.ASCII.GetBytes(passphrase));
        return OutsideTool.Run(cryptsetup, ["open", "--test-passphrase", "--key-file", key, folder.Write("container", container)]).ExitCode == 0;
    }

    private static async Task<byte[]> ByCryptsetupAsync(string how)
    {
        using var folder = new TempFolder();
        using var passphrase = LuksWorld.Passphrase(Right);
        var path = folder.Write("container", new byte[(4 << 20) + Image.Length]);
        OutsideTool.Run(OutsideTool.Require("cryptsetup"), ["luksFormat", "--batch-mode", .. how.Split(' '), "--key-file", folder.Write("key", passphrase.Span), path]).MustSucceed();
        var container = await File.ReadAllBytesAsync(path);
        var opened = await LuksOpening.OpenAsync(new IBMCloud.Primitives.MemoryImageSource(container), passphrase, LuksOpenOptions.Trusted, CancellationToken.None);
        using var volumeKey = opened.VolumeKey;
        using var xts = new XtsCipher(volumeKey.Span);
        xts.Encrypt(0, Image, container.AsSpan((int)opened.PayloadOffset, Image.Length));
        return container[..((int)opened.PayloadOffset + Image.Length)];
    }

    private static async Task<byte[]> MakeAsync(LuksFormatOptions options)
    {
        using var passphrase = LuksWorld.Passphrase(Right);
        return await LuksWorld.EncryptAsync(Image, passphrase, options);
    }
}
