using System.Text.Json;
using System.Text.Json.Serialization;

namespace IBMCloud.E2E;

/// <summary>What a verification found.</summary>
public sealed record VerificationReport
{
    /// <summary>Name of the run.</summary>
    public required string Run { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The checks.</summary>
    public required IReadOnlyList<VerificationCheck> Checks { get; init; }

    /// <summary>SHA-256 of the plain disk in hexadecimal; <see langword="null"/> where not the whole image was read.</summary>
    public string? ImageSha256 { get; init; }

    /// <summary>SHA-256 of the encrypted object in hexadecimal; <see langword="null"/> where not the whole image was read.</summary>
    public string? ObjectSha256 { get; init; }

    /// <summary>Every check that could be made passed.</summary>
    [JsonIgnore]
    public bool Passed => Checks.All(check => check.Verdict != CheckVerdict.Failed);

    /// <summary>The report as text for people.</summary>
    public string ToText() => string.Join('\n', Checks.Select(check => $"{check.Verdict switch { CheckVerdict.Passed => "ok", CheckVerdict.Failed => "FAILED", _ => "not made" },-9} {check.Claim}: {check.Evidence}"));

    /// <summary>The report as JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, VerificationJson.Default.VerificationReport);
}

/// <summary>One check.</summary>
/// <param name="Claim">What is claimed.</param>
/// <param name="Verdict">Whether it holds.</param>
/// <param name="Evidence">What was seen.</param>
public sealed record VerificationCheck(string Claim, CheckVerdict Verdict, string Evidence);

/// <summary>Whether a claim holds.</summary>
public enum CheckVerdict
{
    /// <summary>It holds.</summary>
    Passed,

    /// <summary>It does not.</summary>
    Failed,

    /// <summary>It could not be looked at; that says nothing.</summary>
    NotMade,
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(VerificationReport))]
internal sealed partial class VerificationJson : JsonSerializerContext;
