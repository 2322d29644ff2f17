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
    /// Writes and deletes a file of so many bytes, so that the next one gets its pages. In a virtual machine pages that lay free for a while are the host's
    /// again, and getting them back costs several times the copy: without this the contender after a long one would pay for it.
    /// </summary>
    public void Settle(long size)
    {
        using (var file = File.Create(this["settle"]))
        {
            var block = new byte[1 << 20];
            for (long at = 0; at < size; at += block.Length)
            {
                file.Write(block);
            }
        }

        Delete("settle");
    }

    public void Delete(string name) => File.Delete(this[name]);

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
