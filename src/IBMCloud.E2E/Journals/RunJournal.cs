using System.Text.Json;
using System.Text.Json.Serialization;

namespace IBMCloud.E2E;

/// <summary>The record of a run: enough to go on after a kill, on another machine too, and to remove exactly what was made. It holds no secret.</summary>
public sealed class RunJournal
{
    /// <summary>The version of this document that is written.</summary>
    public const int CurrentVersion = 1;

    /// <summary>Version of the document.</summary>
    public int Version { get; init; } = CurrentVersion;

    /// <summary>Id of the run: what its marker is made of.</summary>
    public required string RunId { get; init; }

    /// <summary>Name of the run.</summary>
    public required string Name { get; init; }

    /// <summary>What was asked for.</summary>
    public required RequestRecord Request { get; init; }

    /// <summary>When the run began.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When this document was written.</summary>
    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary>What the run knows.</summary>
    public RunFacts Facts { get; init; } = new();

    /// <summary>The last verification, or <see langword="null"/>.</summary>
    public VerificationRecord? Verification { get; set; }

    /// <summary>The steps by id.</summary>
    public SortedDictionary<string, StepRecord> Steps { get; init; } = new(StringComparer.Ordinal);

    /// <summary>What stands in descriptions, tags and notes of everything that the run makes.</summary>
    [JsonIgnore]
    public string Marker => $"ibmcloud-e2e:{RunId}";

    /// <summary>When it was written last; <see langword="null"/> where it never was.</summary>
    [JsonIgnore]
    internal DateTimeOffset? LastWrite => Steps.Count > 0 ? UpdatedAt : null;

    /// <summary>Every step is done.</summary>
    [JsonIgnore]
    public bool IsComplete => Steps.Count > 0 && Steps.Values.All(step => step.State == StepState.Done);

    /// <summary>The document as UTF-8 JSON, indented for people.</summary>
    public byte[] ToUtf8Json() => JsonSerializer.SerializeToUtf8Bytes(this, JournalJson.Default.RunJournal);

    /// <summary>Reads a document.</summary>
    /// <param name="utf8Json">What <see cref="ToUtf8Json"/> wrote.</param>
    /// <exception cref="RunJournalException">It is no journal, is damaged, or is of a newer version.</exception>
    public static RunJournal Parse(ReadOnlySpan<byte> utf8Json)
    {
        RunJournal? journal;
        try
        {
            journal = JsonSerializer.Deserialize(utf8Json, JournalJson.Default.RunJournal);
        }
        catch (JsonException e)
        {
            throw new RunJournalException(RunJournalError.Damaged, "The journal cannot be read: it is damaged, or is no journal of this product. Restore it from a copy.", e);
        }

        return journal switch
        {
            null => throw new RunJournalException(RunJournalError.Damaged, "The journal is empty. Restore it from a copy."),
            { Version: > CurrentVersion } => throw new RunJournalException(
                RunJournalError.NewerVersion, $"The journal is of version {journal.Version}; this program reads up to {CurrentVersion}. Use the program that wrote it, or a newer one."),
            { Facts: null } or { Steps: null } => throw new RunJournalException(RunJournalError.Damaged, "The journal lacks its facts or steps. Restore it from a copy."),
            _ => journal,
        };
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    AllowDuplicateProperties = false,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RunJournal))]
internal sealed partial class JournalJson : JsonSerializerContext;
