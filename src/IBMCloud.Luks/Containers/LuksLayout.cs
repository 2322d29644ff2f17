using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using IBMCloud.Primitives;

namespace IBMCloud.Luks;

/// <summary>
/// What makes an encrypted image reproducible: lengths, offsets, and the header's bytes. With the same source and passphrase it gives the same container
/// on any machine. It is no secret: the header opens with the passphrase only.
/// </summary>
public sealed class LuksLayout
{
    private const int CurrentVersion = 1;
    internal const int MaximumHeaderLength = 16 << 20;

    [JsonConstructor]
    internal LuksLayout(int layoutVersion, LuksVersion version, long sourceLength, long containerLength, long payloadOffset, int sectorSize, string headerDigest, IReadOnlyList<LuksHeaderChunk> header)
    {
        LayoutVersion = layoutVersion;
        Version = version;
        SourceLength = sourceLength;
        ContainerLength = containerLength;
        PayloadOffset = payloadOffset;
        SectorSize = sectorSize;
        HeaderDigest = headerDigest;
        Header = header;
    }

    /// <summary>Version of this document.</summary>
    public int LayoutVersion { get; }

    /// <summary>LUKS version.</summary>
    public LuksVersion Version { get; }

    /// <summary>Length of the plain image in bytes.</summary>
    public long SourceLength { get; }

    /// <summary>Length of the container in bytes: the payload offset plus the image, rounded up to a sector.</summary>
    public long ContainerLength { get; }

    /// <summary>Where the encrypted data begin, in bytes; 0 where the header is detached.</summary>
    public long PayloadOffset { get; }

    /// <summary>Encryption sector in bytes.</summary>
    public int SectorSize { get; }

    /// <summary>SHA-256 over the header's chunks, lower-case hex.</summary>
    public string HeaderDigest { get; }

    /// <summary>Length of the header in bytes: <see cref="PayloadOffset"/>, or what a detached header's file has, where that is 0.</summary>
    [JsonIgnore]
    public long HeaderLength => PayloadOffset > 0 ? PayloadOffset : Version == LuksVersion.Luks1 ? Luks1Layout.DetachedLength : Luks2Layout.DefaultPayloadOffset;

    /// <summary>The header's bytes that are not zero.</summary>
    [JsonInclude]
    internal IReadOnlyList<LuksHeaderChunk> Header { get; }

    internal static LuksLayout Create(LuksFormatOptions options, long sourceLength, byte[] header)
    {
        var payload = options.EffectivePayloadOffset;
        var rounded = (sourceLength + options.SectorSize - 1) / options.SectorSize * options.SectorSize;
        var chunks = LuksHeaderChunk.Split(header);
        return new(CurrentVersion, options.Version, sourceLength, payload + rounded, payload, options.SectorSize, LuksHeaderChunk.Digest(chunks), chunks);
    }

    /// <summary>
    /// The same container with another passphrase in the place of <paramref name="existing"/>: for a new data key, without encrypting the data again. Only header bytes differ;
    /// everything from <see cref="PayloadOffset"/> on stays what it was.
    /// </summary>
    /// <param name="existing">The passphrase of the layout's keyslot.</param>
    /// <param name="replacement">The new one.</param>
    /// <param name="options">Cost of the keyslot.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <exception cref="LuksException">The passphrase is wrong.</exception>
    public ValueTask<LuksLayout> RekeyAsync(SecretBytes existing, SecretBytes replacement, LuksKeyslotOptions? options = null, CancellationToken cancellationToken = default) =>
        WithKeyslotsAsync(async keyslots => await keyslots.ChangeAsync(existing, replacement, options, cancellationToken).ConfigureAwait(false));

    /// <summary>
    /// The same container with other keyslots: whatever <see cref="LuksKeyslots"/> does to a file, done to a copy of this layout's header. This layout stays as it is, so a change is there whole
    /// or not at all.
    /// </summary>
    /// <param name="change">Adds, changes, removes or erases keyslots. What it throws passes through.</param>
    public async ValueTask<LuksLayout> WithKeyslotsAsync(Func<LuksKeyslots, ValueTask> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        using var view = new LuksHeaderView(this);
        using var store = new MemoryHeaderStore(view);
        using var keyslots = new LuksKeyslots(store);
        await change(keyslots).ConfigureAwait(false);
        var chunks = LuksHeaderChunk.Split(store.Bytes);
        return new(CurrentVersion, Version, SourceLength, ContainerLength, PayloadOffset, SectorSize, LuksHeaderChunk.Digest(chunks), chunks);
    }

    /// <summary>The header's bytes, <see cref="HeaderLength"/> of them: a detached header's file, a backup, or what to put over the header of a container after a re-key.</summary>
    public ImageSource OpenHeader() => new LuksHeaderView(this);

    /// <summary>The layout as JSON, for a journal.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, LuksLayoutJson.Default.LuksLayout);

    /// <summary>Reads a layout and checks it.</summary>
    /// <param name="json">What <see cref="ToJson"/> gave.</param>
    /// <exception cref="LuksException">The text is no layout, or was changed.</exception>
    public static LuksLayout FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        LuksLayout? layout;
        try
        {
            layout = JsonSerializer.Deserialize(json, LuksLayoutJson.Default.LuksLayout);
        }
        catch (JsonException e)
        {
            throw Mismatch("cannot be read", e);
        }

        if (layout?.Header is null || layout.LayoutVersion != CurrentVersion || layout.Version is not (LuksVersion.Luks1 or LuksVersion.Luks2)
            || layout.SourceLength <= 0 || layout.SectorSize is not (512 or 1024 or 2048 or 4096) || layout.PayloadOffset is < 0 or > 1L << 30
            || layout.ContainerLength - layout.PayloadOffset != (layout.SourceLength + layout.SectorSize - 1) / layout.SectorSize * layout.SectorSize)
        {
            throw Mismatch("has values that do not fit each other");
        }

        long before = 0;
        foreach (var chunk in layout.Header)
        {
            if (chunk?.Bytes is null || chunk.Offset < before || chunk.Offset > MaximumHeaderLength || chunk.Offset + chunk.Bytes.Length > Math.Min(layout.HeaderLength, MaximumHeaderLength))
            {
                throw Mismatch("has header bytes outside the header");
            }

            before = chunk.Offset + chunk.Bytes.Length;
        }

        return layout.HeaderDigest == LuksHeaderChunk.Digest(layout.Header) ? layout : throw Mismatch("has other header bytes than its digest says");
    }

    private static LuksException Mismatch(string what, Exception? inner = null) =>
        new(LuksError.LayoutMismatch, $"The layout {what}. Restore the journal from a copy, or begin a new run.", inner);
}

/// <summary>A run of header bytes.</summary>
internal sealed record LuksHeaderChunk(long Offset, byte[] Bytes)
{
    private const int Granularity = 512;

    /// <summary>Leaves out the 512-byte pieces that are all zeros.</summary>
    public static IReadOnlyList<LuksHeaderChunk> Split(ReadOnlySpan<byte> header)
    {
        var chunks = new List<LuksHeaderChunk>();
        for (var at = 0; at < header.Length; at += Granularity)
        {
            var start = at;
            while (at < header.Length && header[at..Math.Min(at + Granularity, header.Length)].ContainsAnyExcept((byte)0))
            {
                at += Granularity;
            }

            if (at > start)
            {
                chunks.Add(new(start, header[start..Math.Min(at, header.Length)].ToArray()));
            }
        }

        return chunks;
    }

    public static string Digest(IEnumerable<LuksHeaderChunk> chunks)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> prefix = stackalloc byte[12];
        foreach (var chunk in chunks)
        {
            System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(prefix, chunk.Offset);
            System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(prefix[8..], chunk.Bytes.Length);
            hash.AppendData(prefix);
            hash.AppendData(chunk.Bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, AllowDuplicateProperties = false, UseStringEnumConverter = true)]
[JsonSerializable(typeof(LuksLayout))]
internal sealed partial class LuksLayoutJson : JsonSerializerContext;
