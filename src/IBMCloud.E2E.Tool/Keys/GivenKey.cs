using IBMCloud.Primitives;

namespace IBMCloud.E2E.Tool.Keys;

/// <summary>The key or the passphrase that a user gave, in the form that each format takes.</summary>
internal sealed class GivenKey : IDisposable
{
    // The longest key file that cryptsetup reads.
    private const int LongestPassphrase = 8 << 20;
    private const int LongestKeyText = 1024;
    private readonly SecretBytes? _key;
    private readonly SecretBytes _passphrase;

    private GivenKey(SecretBytes? key, SecretBytes passphrase)
    {
        _key = key;
        _passphrase = passphrase;
    }

    /// <summary>True where a key file was given.</summary>
    public bool IsKey => _key is not null;

    /// <summary>The LUKS passphrase: the passphrase file's exact bytes, or the base64 text of the key without a line break.</summary>
    public SecretBytes LuksPassphrase => _passphrase;

    /// <summary>The key of an encrypted VHD: the raw bytes.</summary>
    public SecretBytes VhdKey => _key ?? throw ToolException.Usage("An encrypted VHD is encrypted with the data encryption key itself, not with a passphrase. Give its raw bytes with --key-file.");

    /// <summary>The passphrase of an encrypted qcow2: in VPC the wrapped key wraps the passphrase itself.</summary>
    public SecretBytes Qcow2Passphrase => !IsKey ? _passphrase : throw ToolException.Usage(
        "An encrypted qcow2 takes no --key-file: in VPC the wrapped data encryption key wraps the passphrase itself. Give the passphrase's bytes with --passphrase-file.");

    /// <summary>Reads a key file: the raw data encryption key.</summary>
    public static GivenKey FromKeyFile(string path)
    {
        var key = SecretFile.Read(path, LongestKeyText);
        if (key.Length is 32 or 64)
        {
            return new GivenKey(key, key.ToBase64Utf8());
        }

        var length = key.Length;
        key.Dispose();
        throw ToolException.Usage($"The key file '{path}' has {length:N0} bytes; a data encryption key has 32 or 64 raw bytes. {(length is >= 44 and <= 46 or >= 88 and <= 90
            ? "It looks like base64 text: decode it (base64 -d), or give text that is a LUKS passphrase with --passphrase-file."
            : "Give a LUKS passphrase with --passphrase-file.")}");
    }

    /// <summary>Reads a passphrase file: its exact bytes, as cryptsetup's --key-file.</summary>
    public static GivenKey FromPassphraseFile(string path)
    {
        var passphrase = SecretFile.Read(path, LongestPassphrase);
        if (passphrase.Length > 0)
        {
            return new GivenKey(null, passphrase);
        }

        passphrase.Dispose();
        throw ToolException.Usage($"The passphrase file '{path}' is empty. Give the file that holds the passphrase.");
    }

    public void Dispose()
    {
        _key?.Dispose();
        _passphrase.Dispose();
    }
}
