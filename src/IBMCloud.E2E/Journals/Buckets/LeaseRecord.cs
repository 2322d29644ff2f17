using System.Text.Json;
using System.Text.Json.Serialization;

namespace IBMCloud.E2E;

/// <summary>What a lease's object says, for people and for other runners.</summary>
internal sealed record LeaseRecord
{
    /// <summary>The runner's generation.</summary>
    public required int Generation { get; init; }

    /// <summary>Who it is.</summary>
    public required string Owner { get; init; }

    /// <summary>When it took the run, by its own clock.</summary>
    public required DateTimeOffset AcquiredAt { get; init; }

    /// <summary>Until when it holds it, by its own clock, unless it renews that.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    public byte[] ToUtf8Json() => JsonSerializer.SerializeToUtf8Bytes(this, LeaseJson.Default.LeaseRecord);

    /// <exception cref="RunJournalException">It is damaged.</exception>
    public static LeaseRecord Parse(ReadOnlySpan<byte> utf8Json, string place)
    {
        try
        {
            return JsonSerializer.Deserialize(utf8Json, LeaseJson.Default.LeaseRecord) ?? throw new JsonException();
        }
        catch (JsonException e)
        {
            throw new RunJournalException(RunJournalError.Damaged, $"The lease '{place}' cannot be read. Make sure that nobody runs this, then delete that object.", e);
        }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(LeaseRecord))]
internal sealed partial class LeaseJson : JsonSerializerContext;
