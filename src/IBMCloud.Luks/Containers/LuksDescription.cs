using IBMCloud.Primitives;

namespace IBMCloud.Luks;

/// <summary>What a header says about its container, as cryptsetup's luksDump prints it. None of it is secret; none of it is proved before the container is opened.</summary>
public sealed class LuksDescription
{
    /// <summary>Format version.</summary>
    public required LuksVersion Version { get; init; }

    /// <summary>UUID.</summary>
    public required string Uuid { get; init; }

    /// <summary>Label, or <see langword="null"/>.</summary>
    public string? Label { get; init; }

    /// <summary>Subsystem, or <see langword="null"/>.</summary>
    public string? Subsystem { get; init; }

    /// <summary>Cipher of the data, as dm-crypt names it.</summary>
    public required string Cipher { get; init; }

    /// <summary>Encryption sector in bytes.</summary>
    public required int SectorSize { get; init; }

    /// <summary>Where the data begin, in bytes.</summary>
    public required long PayloadOffset { get; init; }

    /// <summary>Sequence id of the header, LUKS2 only.</summary>
    public ulong? SequenceId { get; init; }

    /// <summary>Keyslots in use.</summary>
    public required IReadOnlyList<LuksKeyslotDescription> Keyslots { get; init; }

    /// <summary>Tokens, LUKS2 only: number and type.</summary>
    public IReadOnlyList<string> Tokens { get; init; } = [];

    /// <summary>Flags of the configuration, LUKS2 only.</summary>
    public IReadOnlyList<string> Flags { get; init; } = [];

    /// <summary>Something to know, such as a damaged copy of the header, or <see langword="null"/>.</summary>
    public string? Warning { get; init; }

    internal static async ValueTask<LuksDescription> ReadAsync(ImageSource container, CancellationToken cancellationToken)
    {
        if (await LuksOpening.VersionAsync(container, cancellationToken).ConfigureAwait(false) == 1)
        {
            var header = await Luks1Header.ReadAsync(container, cancellationToken).ConfigureAwait(false);
            return new LuksDescription
            {
                Version = LuksVersion.Luks1,
                Uuid = header.Uuid,
                Cipher = header.Cipher,
                SectorSize = 512,
                PayloadOffset = header.PayloadOffset,
                Keyslots = [.. header.Keyslots.Where(slot => slot.Enabled).Select(slot => new LuksKeyslotDescription(
                    slot.Index, header.KeyLength, "pbkdf2", $"{LuksHash.Name(header.Hash)}, {slot.Iterations} iterations", 1))],
            };
        }

        var luks2 = await LuksOpening.ReadLuks2Async(container, cancellationToken).ConfigureAwait(false);
        return new LuksDescription
        {
            Version = LuksVersion.Luks2,
            Uuid = luks2.Binary.Uuid,
            Label = luks2.Binary.Label.Length > 0 ? luks2.Binary.Label : null,
            Subsystem = luks2.Binary.Subsystem.Length > 0 ? luks2.Binary.Subsystem : null,
            Cipher = luks2.Metadata.Segment.Encryption,
            SectorSize = luks2.Metadata.Segment.SectorSize,
            PayloadOffset = luks2.Metadata.Segment.Offset,
            SequenceId = luks2.Binary.SequenceId,
            Keyslots = [.. luks2.Metadata.Keyslots.Select(slot => new LuksKeyslotDescription(slot.Id, slot.KeyLength, slot.Kdf?.Type ?? slot.Type, Cost(slot.Kdf), slot.Priority))],
            Tokens = [.. luks2.Metadata.Tokens.Select(token => $"{token.Id}: {token.Type}")],
            Flags = luks2.Metadata.Flags,
            Warning = luks2.Warning,
        };
    }

    private static string Cost(Luks2Kdf? kdf) => kdf switch
    {
        null => "",
        { Type: "pbkdf2" } => $"{kdf.Hash}, {kdf.Iterations} iterations",
        _ => $"{kdf.Passes} passes, {kdf.MemoryKiB} KiB, {kdf.Lanes} lanes",
    };
}

/// <summary>A keyslot.</summary>
/// <param name="Number">Its number.</param>
/// <param name="KeySize">Length in bytes of the volume key that it holds.</param>
/// <param name="Kdf">Key derivation, for example <c>argon2id</c>.</param>
/// <param name="Cost">Its cost, for people.</param>
/// <param name="Priority">0 ignored unless named, 1 normal, 2 preferred.</param>
public sealed record LuksKeyslotDescription(int Number, int KeySize, string Kdf, string Cost, int Priority);
