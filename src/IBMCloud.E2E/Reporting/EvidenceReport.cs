using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace IBMCloud.E2E;

/// <summary>
/// What shows that a run did what it says: for somebody who was not there and need not believe it. It is made from the run's journal, from the audit events and
/// from the last verification, holds no secret, and is written as one HTML page that needs neither network nor script, and as JSON.
/// </summary>
public sealed record EvidenceReport
{
    /// <summary>Name of the JSON schema.</summary>
    public const string SchemaName = "ibmcloud-e2e-evidence";

    /// <summary>Version of the schema that is written. Members may be added within a version; none changes its meaning or goes.</summary>
    public const int CurrentSchemaVersion = 1;

    /// <summary>Name of the schema.</summary>
    public string Schema { get; init; } = SchemaName;

    /// <summary>Version of the schema.</summary>
    public int SchemaVersion { get; init; } = CurrentSchemaVersion;

    /// <summary>When the report was made.</summary>
    public required DateTimeOffset GeneratedAt { get; init; }

    /// <summary>What made it.</summary>
    public required string Generator { get; init; }

    /// <summary>The run.</summary>
    public required EvidenceRun Run { get; init; }

    /// <summary>The claims taken together.</summary>
    public EvidenceVerdict Verdict => Claims.Any(claim => claim.Verdict == EvidenceVerdict.Contradicted) ? EvidenceVerdict.Contradicted
        : Claims.Any(claim => claim.Verdict == EvidenceVerdict.NotShown) ? EvidenceVerdict.NotShown
        : EvidenceVerdict.Shown;

    /// <summary>What is claimed of the run, and what shows it.</summary>
    public required IReadOnlyList<EvidenceClaim> Claims { get; init; }

    /// <summary>Who.</summary>
    public required EvidenceIdentities Identities { get; init; }

    /// <summary>Which keys: names and versions, never material.</summary>
    public required EvidenceKeys Keys { get; init; }

    /// <summary>Which image, before and after.</summary>
    public required EvidenceImage Image { get; init; }

    /// <summary>What it became.</summary>
    public required EvidenceServer Server { get; init; }

    /// <summary>Each step with the ids of its requests, in the order of the flow.</summary>
    public required IReadOnlyList<EvidenceStep> Steps { get; init; }

    /// <summary>The last verification, or <see langword="null"/>.</summary>
    public EvidenceVerification? Verification { get; init; }

    /// <summary>The audit events, or <see langword="null"/> where none were read.</summary>
    public EvidenceAudit? Audit { get; init; }

    /// <summary>How to check the claims without this product.</summary>
    public required IReadOnlyList<HandCheck> HandChecks { get; init; }

    /// <summary>Writes the report as one HTML page.</summary>
    /// <param name="stream">Where to; it stays open.</param>
    public void WriteHtml(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        stream.Write(Encoding.UTF8.GetBytes(ToHtml()));
    }

    /// <summary>Writes the report as JSON.</summary>
    /// <param name="stream">Where to; it stays open.</param>
    public void WriteJson(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        JsonSerializer.Serialize(stream, this, EvidenceJson.Default.EvidenceReport);
    }

    /// <summary>The report as one HTML page.</summary>
    public string ToHtml() => EvidencePage.Of(this);

    /// <summary>The report as JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, EvidenceJson.Default.EvidenceReport);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(EvidenceReport))]
internal sealed partial class EvidenceJson : JsonSerializerContext;
