using System.Security.Cryptography;

namespace IBMCloud.Benchmarks.Harness;

/// <summary>A folder of test files that goes with the object.</summary>
internal sealed class Scratch : IDisposable
{
    private readonly string _folder;

    public Scratch(string parent)
    {
        _folder = Path.Combine(parent, $"ibmcloud-benchmarks-{Guid.NewGuid():N}");
        Directory.CreateDirectory(_folder);
    }

    public string this[string name] => Path.Combine(_folder, name);

    /// <summary>A file of random bytes: nothing in it can be skipped or compressed.</summary>
    public string Random(string name, long size)
    {
        using var file = File.Create(this[name]);
        var block = new byte[1 << 20];
        for (long at = 0; at < size; at += block.Length)
        {
            RandomNumberGenerator.Fill(block);
            file.Write(block.AsSpan(0, (int)Math.Min(block.Length, size - at)));
        }

        return this[name];
    }

    public string Write(string name, ReadOnlySpan<byte> bytes)
    {
        File.WriteAllBytes(this[name], bytes);
        return this[name];
    }

    /// <summary>
    /// Takes the memory that a contest does not need, in a folder in memory; not where figures mean nothing. A virtual machine's host takes back pages that lay
    /// free for a second or two, and getting one again costs ten times the copy into it. With little free memory <see cref="Settle"/> reaches nearly all of it.
    /// </summary>
    public void HoldMemory(HarnessOptions options)
    {
        if (options.Quick)
        {
            return;
        }

        using var file = File.Create(this["held"]);
        Fill(file, Math.Min(Machine.AvailableMemory(), new DriveInfo(_folder).AvailableFreeSpace) - (3 * options.Size) - (512L << 20));
    }

    /// <summary>Writes and deletes files, so that the next contender meets pages that the machine has, not ones that it must first ask the host for.</summary>
    public void Settle(long size)
    {
        using (var file = File.Create(this["settle"]))
        {
            Fill(file, 2 * size);
        }

        Delete("settle");
    }

    public void Delete(string name) => File.Delete(this[name]);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static void Fill(FileStream file, long size)
    {
        var block = new byte[1 << 20];
        for (long at = 0; at < size; at += block.Length)
        {
            file.Write(block);
        }
    }
}
