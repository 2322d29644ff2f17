namespace IBMCloud.E2E.Tool.Tests;

/// <summary>A folder with a disk, a key and a passphrase.</summary>
internal sealed class Workbench : IDisposable
{
    private readonly TempFolder _folder = new();

    public Workbench(int length = (3 << 20) + 512)
    {
        DiskBytes = new byte[length];
        var random = new Random(1);
        random.NextBytes(DiskBytes.AsSpan(0, length / 2));
        Disk = _folder.Write("disk.raw", DiskBytes);
        var key = new byte[32];
        random.NextBytes(key);
        Key = _folder.Write("dek", key);
        KeyText = _folder.Write("dek.txt", System.Text.Encoding.ASCII.GetBytes(Convert.ToBase64String(key)));
        Passphrase = _folder.Write("passphrase", "correct horse\n"u8);
        random.NextBytes(key);
        WrongKey = _folder.Write("wrong", key);
    }

    /// <summary>A raw disk whose second half is zeros.</summary>
    public string Disk { get; }

    public byte[] DiskBytes { get; }

    /// <summary>32 raw bytes.</summary>
    public string Key { get; }

    /// <summary>The key's base64 text without a line break: what is the LUKS passphrase.</summary>
    public string KeyText { get; }

    /// <summary>A passphrase whose line break counts.</summary>
    public string Passphrase { get; }

    /// <summary>32 other bytes.</summary>
    public string WrongKey { get; }

    public string Folder => _folder.Path;

    public string this[string name] => _folder[name];

    public string Write(string name, ReadOnlySpan<byte> content) => _folder.Write(name, content);

    /// <summary>Encrypts the disk quickly and returns the file's path.</summary>
    public string Encrypt(string format, string name = "image")
    {
        string[] key = format == "qcow2" ? ["--passphrase-file", Passphrase] : ["--key-file", Key];
        string[] cost = format == "vhd" ? [] : ["--kdf", "pbkdf2", "--kdf-iterations", "1000"];
        ToolProcess.Run(["encrypt", Disk, this[name], "--format", format, .. key, .. cost]).MustSucceed();
        return this[name];
    }

    /// <summary>The option that opens what <see cref="Encrypt"/> wrote.</summary>
    public string[] KeyOption(string format) => format == "qcow2" ? ["--passphrase-file", Passphrase] : ["--key-file", Key];

    /// <summary>Fails where a file holds anything but the disk and zeros after it.</summary>
    public void MustHoldDisk(string path)
    {
        var bytes = File.ReadAllBytes(path);
        bytes.AsSpan(0, DiskBytes.Length).SequenceEqual(DiskBytes).Should().BeTrue("the whole disk is there");
        bytes.AsSpan(DiskBytes.Length).ContainsAnyExcept((byte)0).Should().BeFalse("only zeros fill the last unit");
    }

    /// <summary>Fails where anything but the given files is in the folder, besides what the workbench began with.</summary>
    public void MustHoldOnly(params string[] names) =>
        Directory.EnumerateFiles(Folder).Select(Path.GetFileName).Should().BeEquivalentTo(["disk.raw", "dek", "dek.txt", "passphrase", "wrong", .. names]);

    public void Dispose() => _folder.Dispose();
}
