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

    /// <summary>Length of the volume key in bytes; 0 where no keyslot tells it.</summary>
    public int KeySize { get; init; }

    /// <summary>Hash of PBKDF2, splitter and digest, LUKS1 only: in LUKS2 each keyslot has its own.</summary>
    public string? Hash { get; init; }

    /// <summary>Encryption sector in bytes.</summary>
    public required int SectorSize { get; init; }

    /// <summary>Where the data begin, in bytes; 0 where the header is detached.</summary>
    public required long PayloadOffset { get; init; }

    /// <summary>Length of the data in bytes, or <see langword="null"/> where they go to the end of the file.</summary>
    public long? PayloadLength { get; init; }

    /// <summary>Bytes that header and keyslots may take, from the start of the file.</summary>
    public long HeaderLength { get; init; }

    /// <summary>Bytes of one copy of the header: binary part and JSON, LUKS2 only.</summary>
    public long? MetadataLength { get; init; }

    /// <summary>Bytes that keyslots may take, LUKS2 only.</summary>
    public long? KeyslotsLength { get; init; }

    /// <summary>Sequence id of the header, LUKS2 only: it grows with each change.</summary>
    public ulong? SequenceId { get; init; }

    /// <summary>Keyslots in use.</summary>
    public required IReadOnlyList<LuksKeyslotDescription> Keyslots { get; init; }

    /// <summary>How volume keys are told right from wrong.</summary>
    public IReadOnlyList<LuksDigestDescription> Digests { get; init; } = [];

    /// <summary>Tokens, LUKS2 only.</summary>
    public IReadOnlyList<LuksTokenDescription> Tokens { get; init; } = [];

    /// <summary>Flags of the configuration, LUKS2 only.</summary>
    public IReadOnlyList<string> Flags { get; init; } = [];

    /// <summary>What a reader must be able to do to open the container, LUKS2 only: an unfinished reencryption, for example.</summary>
    public IReadOnlyList<string> Requirements { get; init; } = [];

    /// <summary>Both copies of the header and what is wrong with them, LUKS2 only.</summary>
    public IReadOnlyList<LuksHeaderCopy> HeaderCopies { get; init; } = [];

    /// <summary>
    /// <see langword="true"/> where one copy of the header is damaged or older and the other one can repair it: <see cref="LuksKeyslots.RepairAsync"/>. Where neither copy is good there is no
    /// description, but an exception that tells both faults.
    /// </summary>
    public bool CanRepair { get; init; }

    /// <summary>Why this library does not open the container although its header is valid, or <see langword="null"/>.</summary>
    public string? Unsupported { get; init; }

    /// <summary>Something to know, such as a damaged copy of the header, or <see langword="null"/>.</summary>
    public string? Warning { get; init; }

    /// <summary>The description as text, in the manner of luksDump.</summary>
    public override string ToString() => LuksDescriptionText.Format(this);

    /// <summary>The description as JSON.</summary>
    public string ToJson() => System.Text.Json.JsonSerializer.Serialize(this, LuksDescriptionJson.Default.LuksDescription);

    internal static async ValueTask<LuksDescription> ReadAsync(ImageSource container, CancellationToken cancellationToken) =>
        await LuksOpening.VersionAsync(container, cancellationToken).ConfigureAwait(false) == 1
            ? Luks1Description.Of(await Luks1Header.ReadAsync(container, cancellationToken).ConfigureAwait(false))
            : Luks2Description.Of(await LuksOpening.ReadLuks2Async(container, cancellationToken).ConfigureAwait(false));
}
