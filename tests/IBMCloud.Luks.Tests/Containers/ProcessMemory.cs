using System.Globalization;
using System.Security.Cryptography;

namespace IBMCloud.Luks.Tests.Containers;

/// <summary>Searches this process's own writable memory.</summary>
internal static class ProcessMemory
{
    private const int Chunk = 1 << 20;

    /// <summary>Where the bytes are that <paramref name="masked"/> stands for. They are never put together to search for them.</summary>
    public static unsafe List<string> Find(byte[] masked, byte mask)
    {
        var found = new List<string>();
        var buffer = GC.AllocateArray<byte>(Chunk + masked.Length, pinned: true);
        long own;
        fixed (byte* start = buffer)
        {
            own = (long)start;
        }

        using var memory = File.OpenHandle("/proc/self/mem", FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        foreach (var line in File.ReadAllLines("/proc/self/maps"))
        {
            var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (!fields[1].StartsWith("rw", StringComparison.Ordinal) || line.EndsWith("[vvar]", StringComparison.Ordinal))
            {
                continue;
            }

            var range = fields[0].Split('-').Select(text => long.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToArray();
            for (var at = range[0]; at < range[1]; at += Chunk)
            {
                int read;
                try
                {
                    read = RandomAccess.Read(memory, buffer.AsSpan(0, (int)Math.Min(Chunk + masked.Length, range[1] - at)), at);
                }
                catch (IOException)
                {
                    // Unmapped since the list was read, or never readable.
                    break;
                }

                for (var hit = Next(buffer.AsSpan(0, read), masked, mask, 0); hit >= 0; hit = Next(buffer.AsSpan(0, read), masked, mask, hit + 1))
                {
                    if (at + hit < own || at + hit >= own + buffer.Length)
                    {
                        found.Add($"{at + hit:x} in {line}");
                    }
                }
            }
        }

        CryptographicOperations.ZeroMemory(buffer);
        return found;
    }

    private static int Next(ReadOnlySpan<byte> bytes, byte[] masked, byte mask, int from)
    {
        Span<byte> two = [(byte)(masked[0] ^ mask), (byte)(masked[1] ^ mask)];
        while (from < bytes.Length)
        {
            var at = bytes[from..].IndexOf(two);
            if (at < 0)
            {
                return -1;
            }

            from += at;
            if (bytes.Length - from >= masked.Length && Same(bytes.Slice(from, masked.Length), masked, mask))
            {
                return from;
            }

            from++;
        }

        return -1;
    }

    private static bool Same(ReadOnlySpan<byte> bytes, byte[] masked, byte mask)
    {
        for (var i = 0; i < masked.Length; i++)
        {
            if ((bytes[i] ^ mask) != masked[i])
            {
                return false;
            }
        }

        return true;
    }
}
