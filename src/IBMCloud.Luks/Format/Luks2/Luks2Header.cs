using IBMCloud.Primitives;

namespace IBMCloud.Luks;

/// <summary>A LUKS2 header: the better of its two copies, chosen as cryptsetup does, without ever writing to the file.</summary>
internal sealed record Luks2Header(Luks2BinaryHeader Binary, Luks2Metadata Metadata, ReadOnlyMemory<byte> Bytes, ReadOnlyMemory<byte> Json, string? Warning)
{
    /// <summary>True where the primary copy was taken.</summary>
    public bool FromPrimary { get; init; }

    /// <summary>Both copies, the primary first.</summary>
    public required IReadOnlyList<LuksHeaderCopy> Copies { get; init; }

    private sealed record Copy(Luks2BinaryHeader Binary, Luks2Metadata Metadata, ReadOnlyMemory<byte> Bytes, ReadOnlyMemory<byte> Json);

    /// <summary>Reads the header, or null where neither copy has LUKS2's magic.</summary>
    public static async ValueTask<Luks2Header?> ReadAsync(ImageSource file, int maxJsonSize, CancellationToken cancellationToken)
    {
        var (primary, primarySize, primaryFault) = await ReadCopyAsync(file, 0, primary: true, maxJsonSize, cancellationToken).ConfigureAwait(false);

        // Where the primary's own size can be trusted the secondary is there; else it is looked for where it may be.
        Copy? secondary = null;
        LuksException? secondaryFault = null;
        foreach (var offset in primarySize is { } size ? [size] : Luks2Layout.HeaderSizes)
        {
            (secondary, _, var fault) = await ReadCopyAsync(file, offset, primary: false, maxJsonSize, cancellationToken).ConfigureAwait(false);
            secondaryFault ??= fault;
            if (secondary is not null)
            {
                break;
            }
        }

        var best = (primary, secondary) switch
        {
            ({ } one, { } other) => other.Binary.SequenceId > one.Binary.SequenceId ? other : one,
            var (one, other) => one ?? other,
        };
        if (best is null)
        {
            return (primaryFault, secondaryFault) switch
            {
                (null, null) => null,
                ({ } one, { } other) => throw new LuksException(one.Reason, $"{one.Message} The secondary copy cannot repair it: {other.Message}", one),
                var (one, other) => throw one ?? other!,
            };
        }

        var end = 2L * best.Binary.HeaderSize + best.Metadata.KeyslotsSize;
        if (file.Length < end)
        {
            throw new LuksException(LuksError.Truncated, $"The file has {file.Length:N0} bytes, its LUKS2 header and keyslots reach to byte {end:N0}. Get the whole file again.");
        }

        var warning = primary is null ? "The primary header is damaged; opened from the secondary one. Make a backup of the file, then repair the header."
            : secondary is null ? "The secondary header is damaged; opened from the primary one. Make a backup of the file, then repair the header."
            : primary.Binary.SequenceId != secondary.Binary.SequenceId ? "The two headers are of different age; the newer one was taken."
            : null;
        if (best.Metadata.Segment.Length is { } fixedLength)
        {
            warning = $"{warning} The header says that the data have {fixedLength:N0} bytes and not that they go to the end of the file; cryptsetup before 2.7 takes all the file.".TrimStart();
        }

        return new Luks2Header(best.Binary, best.Metadata, best.Bytes, best.Json, warning)
        {
            FromPrimary = ReferenceEquals(best, primary),
            Copies =
            [
                new(true, 0, primary?.Binary.SequenceId, Problem(primary, best, primaryFault)),
                new(false, best.Binary.HeaderSize, secondary?.Binary.SequenceId, Problem(secondary, best, secondaryFault)),
            ],
        };
    }

    private static string? Problem(Copy? copy, Copy best, LuksException? fault) =>
        copy is null ? fault?.Message ?? "No LUKS2 header is there."
        : copy.Binary.SequenceId < best.Binary.SequenceId ? "It is older than the other copy."
        : null;

    /// <summary>One copy: read, checksum held, JSON valid. The size is given where magic and checksum held, even if the JSON was refused.</summary>
    private static async ValueTask<(Copy? Copy, int? Size, LuksException? Fault)> ReadCopyAsync(
        ImageSource file, long offset, bool primary, int maxJsonSize, CancellationToken cancellationToken)
    {
        var binary = new byte[Luks2Layout.BinaryLength];
        if (await file.ReadAsync(offset, binary, cancellationToken).ConfigureAwait(false) != binary.Length
            || Luks2BinaryHeader.ClaimedSize(binary, primary) is not { } size || (!primary && size != offset))
        {
            return (null, null, null);
        }

        if (size - Luks2Layout.BinaryLength > maxJsonSize)
        {
            return (null, null, new LuksException(
                LuksError.LimitExceeded, $"The LUKS2 header at byte {offset:N0} has {size - Luks2Layout.BinaryLength:N0} bytes of JSON, allowed are {maxJsonSize:N0}. If you trust the container, raise MaxJsonSize."));
        }

        var bytes = new byte[size];
        if (await file.ReadAsync(offset, bytes, cancellationToken).ConfigureAwait(false) != size)
        {
            return (null, null, new LuksException(LuksError.Truncated, $"The file ends inside a LUKS2 header (byte {file.Length:N0}). Get the whole file again."));
        }

        var checkedSum = false;
        try
        {
            if (Luks2BinaryHeader.Read(bytes, offset) is not { } header)
            {
                return (null, null, new LuksException(
                    LuksError.Corrupt, $"The checksum of the LUKS2 header at byte {offset:N0} is wrong. Repair it from the other copy where that one is good, else restore the header from a backup."));
            }

            checkedSum = true;
            var json = bytes.AsMemory(Luks2Layout.BinaryLength);
            using var document = Luks2Json.ParseArea(json);
            var metadata = Luks2Rules.Read(document.RootElement, size);
            return (new Copy(header, metadata, bytes, json[..json.Span.IndexOf((byte)0)]), size, null);
        }
        catch (LuksException e)
        {
            return (null, checkedSum ? size : null, e);
        }
    }
}
