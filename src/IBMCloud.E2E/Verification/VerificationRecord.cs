using System.Security.Cryptography;
using System.Text;

namespace IBMCloud.E2E;

/// <summary>The last verification of a run, and what it was about: where the run has something else now, it proves nothing of it.</summary>
public sealed record VerificationRecord
{
    /// <summary>What it found.</summary>
    public required VerificationReport Report { get; init; }

    /// <summary>ETag of the object that was looked at.</summary>
    public string? ObjectETag { get; init; }

    /// <summary>SHA-256 of the WDEK that was unwrapped, in hexadecimal.</summary>
    public string? WrappedDataKeySha256 { get; init; }

    /// <summary>Image template that was looked at.</summary>
    public long? TemplateId { get; init; }

    /// <summary>Server that was looked at.</summary>
    public long? ServerId { get; init; }

    internal static VerificationRecord Of(VerificationReport report, RunFacts facts) => new()
    {
        Report = report,
        ObjectETag = facts.ObjectETag,
        WrappedDataKeySha256 = DigestOf(facts.WrappedDataKey),
        TemplateId = facts.TemplateId,
        ServerId = facts.ServerId,
    };

    /// <summary>The run still has what was looked at.</summary>
    internal bool IsAbout(RunFacts facts) =>
        ObjectETag == facts.ObjectETag && WrappedDataKeySha256 == DigestOf(facts.WrappedDataKey) && TemplateId == facts.TemplateId && ServerId == facts.ServerId;

    internal static string? DigestOf(string? wrappedDataKey) =>
        wrappedDataKey is null ? null : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(wrappedDataKey)));
}
