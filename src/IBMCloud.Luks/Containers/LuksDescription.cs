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

    /// <summary>Why this library does not open the container although its header is valid, or <see langword="null"/>. LUKS2 only.</summary>
    public string? Unsupported { get; init; }

    /// <summary>Both copies of the header and what is wrong with them, LUKS2 only.</summary>
    public IReadOnlyList<LuksHeaderCopy> HeaderCopies { get; init; } = [];

    /// <summary>How volume keys are told right from wrong.</summary>
    public IReadOnlyList<LuksDigestDescription> Digests { get; init; } = [];

    /// <summary>Bytes that header and keyslots may take, from the start of the file.</summary>
    public long HeaderLength { get; init; }

    /// <summary>Length of the data in bytes, or <see langword="null"/> where they go to the end of the file.</summary>
    public long? PayloadLength { get; init; }

    /// <summary>Something to know, such as a damaged copy of the header, or <see langword="null"/>.</summary>
    public string? Warning { get; init; }

    /// <summary>The description as text, in the manner of luksDump.</summary>
    public override string ToString() => LuksDescriptionText.Format(this);

    /// <summary>The description as JSON.</summary>
    public string ToJson() => System.Text.Json.JsonSerializer.Serialize(this, LuksDescriptionJson.Default.LuksDescription);

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
                HeaderLength = header.Keyslots.Max(slot => slot.MaterialOffset) + KeyslotMaterial.Length(header.KeyLength),
                Digests = [new(0, LuksHash.Name(header.Hash), header.Digest.Iterations, [.. header.Keyslots.Where(slot => slot.Enabled).Select(slot => slot.Index)])],
                Keyslots = [.. header.Keyslots.Where(slot => slot.Enabled).Select(slot => new LuksKeyslotDescription(
                    slot.Index, header.KeyLength, "pbkdf2", $"{LuksHash.Name(header.Hash)}, {slot.Iterations} iterations", 1)
                {
                    Cipher = header.Cipher,
                    SplitterHash = LuksHash.Name(header.Hash),
                    Offset = slot.MaterialOffset,
                    Length = KeyslotMaterial.Length(header.KeyLength),
                })],
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
            PayloadLength = luks2.Metadata.Segment.Length,
            HeaderLength = 2L * luks2.Binary.HeaderSize + luks2.Metadata.KeyslotsSize,
            HeaderCopies = luks2.Copies,
            Digests = [.. luks2.Metadata.Digests.Select(digest => new LuksDigestDescription(digest.Id, LuksHash.Name(digest.Digest.Hash), digest.Digest.Iterations, digest.Keyslots))],
            Keyslots = [.. luks2.Metadata.Keyslots.Select(slot => new LuksKeyslotDescription(slot.Id, slot.KeyLength, slot.Kdf?.Type ?? slot.Type, Cost(slot.Kdf), slot.Priority)
            {
                Cipher = slot.Encryption,
                SplitterHash = slot.AfHash,
                Offset = slot.AreaOffset,
                Length = slot.AreaLength,
            })],
            Tokens = [.. luks2.Metadata.Tokens.Select(token => $"{token.Id}: {token.Type}")],
            Flags = luks2.Metadata.Flags,
            Unsupported = luks2.Metadata.Refusal?.Message,
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
