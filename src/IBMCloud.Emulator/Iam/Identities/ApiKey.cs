using System.Security.Cryptography;
using System.Text;

namespace IBMCloud.Emulator.Iam.Identities;

/// <summary>An API key (spec iam-keyprotect §2). Its value is kept only where the creator asked for that; otherwise a digest.</summary>
internal sealed class ApiKey
{
    /// <summary><c>ApiKey-&lt;uuid&gt;</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The identity that it logs in.</summary>
    public required string IamId { get; init; }

    /// <summary>SHA-256 of the value.</summary>
    public required string Digest { get; set; }

    /// <summary>The value, if it was stored.</summary>
    public string? StoredValue { get; set; }

    public required string Name { get; set; }

    public string? Description { get; set; }

    public bool Locked { get; set; }

    public bool Disabled { get; set; }

    public bool SupportSessions { get; set; }

    public string ActionWhenLeaked { get; set; } = "none";

    public DateTimeOffset? ExpiresAt { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ModifiedAt { get; set; }

    public required string CreatedBy { get; init; }

    /// <summary>Changes on every write; part of the entity tag.</summary>
    public int Revision { get; set; } = 1;

    public static string DigestOf(string value) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(value)));

    /// <summary>44 characters of the alphabet that live keys have.</summary>
    public static string NewValue() =>
        RandomNumberGenerator.GetString("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", 44);
}
