using System.Buffers.Binary;
using System.Text;

namespace IBMCloud.Luks.Tests.Hostile;

/// <summary>
/// Some changes to a header, checksums made right again or not, and perhaps the file cut short. It is a value: printing it tells how to make it again.
/// </summary>
internal sealed record HeaderMutation(bool Sealed, IReadOnlyList<HeaderMutation.Change> Changes, int? CutAt)
{
    private static readonly uint[] Odd = [0, 1, 2, 7, 8, 511, 512, 4095, 4096, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF];
    private static readonly string[] Words =
    [
        "0", "1", "-1", "00", "4294967296", "9223372036854775807", "18446744073709551616", "1e9", "0.5", "null", "true", "\"\"", "\"0\"", "{}", "[]", "[[[[", "}", ",", "\"",
        "\\u0000", "\\ud800", "aes-xts-plain", "aes-cbc-essiv:sha256", "cipher_null", "dynamic", "sha512", "argon2i", "32768", "1048576", "\"priority\":2,",
    ];

    /// <summary>One change: bytes put at an offset, or a piece of JSON text replaced (in both copies).</summary>
    internal sealed record Change(int Offset, int Removed, string Put, bool Json)
    {
        public override string ToString() => $"{(Json ? "json" : "byte")} {Offset}-{Removed} '{Convert.ToHexString(Encoding.Latin1.GetBytes(Put))}'";
    }

    public static HeaderMutation Next(int version, Random random, int length)
    {
        var changes = new Change[random.Next(1, 4)];
        for (var i = 0; i < changes.Length; i++)
        {
            changes[i] = version == 2 && random.Next(3) > 0 ? JsonChange(random) : ByteChange(version, random);
        }

        return new(version == 2 && random.Next(4) > 0, changes, random.Next(50) == 0 ? random.Next(length) : null);
    }

    /// <summary>Changes the first bytes of a container, which hold all of its headers.</summary>
    public void Apply(byte[] head)
    {
        foreach (var change in Changes)
        {
            if (change.Json)
            {
                HeaderForge.EditText(head, text => Edit(text, change), seal: false);
            }
            else
            {
                Encoding.Latin1.GetBytes(change.Put, head.AsSpan(change.Offset));
            }
        }

        if (Sealed)
        {
            HeaderForge.Seal(head);
        }
    }

    public override string ToString() => $"{(Sealed ? "sealed " : "")}{string.Join("; ", Changes)}{(CutAt is { } cut ? $"; cut at {cut}" : "")}";

    /// <summary>A byte of LUKS1's 592. Most are salts of keyslots that are not in use, which change nothing: the others are met more often.</summary>
    private static int Luks1Offset(Random random) => random.Next(8) switch
    {
        0 => random.Next(592),
        1 or 2 or 3 => random.Next(112),
        4 => 112 + random.Next(96),
        5 => 208 + 48 * random.Next(8) + random.Next(8),
        _ => 208 + 48 * random.Next(8) + 40 + random.Next(8),
    };

    private static string Edit(string text, Change change)
    {
        // Nothing is left to edit where an earlier change put a NUL at the start.
        var at = text.Length == 0 ? 0 : change.Offset % text.Length;
        var edited = string.Concat(text.AsSpan(0, at), change.Put, text.AsSpan(Math.Min(text.Length, at + change.Removed)));
        return edited.Length > 12_288 ? edited[..12_288] : edited;
    }

    private static Change JsonChange(Random random) => random.Next(3) switch
    {
        0 => new(random.Next(2000), 1, ((char)random.Next(256)).ToString(), true),
        1 => new(random.Next(2000), random.Next(1, 12), "", true),
        _ => new(random.Next(2000), random.Next(0, 8), Words[random.Next(Words.Length)], true),
    };

    private static Change ByteChange(int version, Random random)
    {
        var offset = version == 1 ? Luks1Offset(random) : random.Next(2) * 16384 + random.Next(512);
        if (random.Next(2) == 0)
        {
            return new(offset, 0, ((char)random.Next(256)).ToString(), false);
        }

        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(number, Odd[random.Next(Odd.Length)]);
        return new(offset / 4 * 4, 0, Encoding.Latin1.GetString(number), false);
    }
}
