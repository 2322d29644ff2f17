using System.Security.Cryptography;
using IBMCloud.Emulator.Hosting;

namespace IBMCloud.Emulator.ObjectStorage;

/// <summary>An open multipart upload (spec cos §5): it stays until it is completed or aborted.</summary>
internal sealed class MultipartUpload(string id, string key, DateTimeOffset initiated, ObjectHeaders headers)
{
    public const int MaxParts = 10_000;
    public const long MaxPartLength = 5L << 30;
    public const long MinPartLength = 5L << 20;

    public string Id { get; } = id;

    public string Key { get; } = key;

    public DateTimeOffset Initiated { get; } = initiated;

    public ObjectHeaders Headers { get; } = headers;

    public SortedDictionary<int, (SpilledPart Part, DateTimeOffset LastModified)> Parts { get; } = [];

    /// <summary>The parts of the list that completes the upload, checked as the service does.</summary>
    /// <exception cref="ServiceError">400: the list is empty, unordered, names a part that is not there or that is too small.</exception>
    public IReadOnlyList<SpilledPart> Select(IReadOnlyList<(int Number, string ETag)> wanted)
    {
        if (wanted.Count == 0)
        {
            throw S3Errors.MalformedXml("The list of parts is empty.");
        }

        var selected = new List<SpilledPart>(wanted.Count);
        for (var i = 0; i < wanted.Count; i++)
        {
            if (i > 0 && wanted[i].Number <= wanted[i - 1].Number)
            {
                throw new ServiceError(400, "InvalidPartOrder", "The list of parts was not in ascending order. Parts list must be specified in order by part number.");
            }

            if (!Parts.TryGetValue(wanted[i].Number, out var stored) || stored.Part.ETag != wanted[i].ETag)
            {
                throw new ServiceError(400, "InvalidPart",
                    "One or more of the specified parts could not be found. The part might not have been uploaded, or the specified entity tag might not have matched the part's entity tag.");
            }

            if (i < wanted.Count - 1 && stored.Part.Length < MinPartLength)
            {
                throw new ServiceError(400, "EntityTooSmall", "Your proposed upload is smaller than the minimum allowed object size.");
            }

            selected.Add(stored.Part);
        }

        return selected;
    }

    /// <summary>Hex of the MD5 of the parts' binary MD5s, a hyphen, their count.</summary>
    public static string ETagOf(IReadOnlyList<SpilledPart> parts)
    {
        using var md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        foreach (var part in parts)
        {
            md5.AppendData(Convert.FromHexString(part.ETag));
        }

        return $"{Convert.ToHexStringLower(md5.GetHashAndReset())}-{parts.Count}";
    }
}
