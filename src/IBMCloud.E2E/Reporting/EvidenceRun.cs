namespace IBMCloud.E2E;

/// <summary>A run, in an evidence report.</summary>
public sealed record EvidenceRun
{
    /// <summary>Name.</summary>
    public required string Name { get; init; }

    /// <summary>Id.</summary>
    public required string Id { get; init; }

    /// <summary>What stands in descriptions, tags and notes of everything that the run made.</summary>
    public required string Marker { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When its last step ended, or <see langword="null"/>.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Region.</summary>
    public required string Region { get; init; }
}

/// <summary>Who acted, in an evidence report.</summary>
public sealed record EvidenceIdentities
{
    /// <summary>Account.</summary>
    public string? AccountId { get; init; }

    /// <summary>IAM id of whoever ran it.</summary>
    public string? CallerIamId { get; init; }

    /// <summary>Id of the API key that it ran with.</summary>
    public string? CallerApiKeyId { get; init; }

    /// <summary>IAM id of the classic user that imported.</summary>
    public string? ImportingUserIamId { get; init; }

    /// <summary>Service ID that reads object and key for the import.</summary>
    public string? ServiceId { get; init; }

    /// <summary>Id of that service ID's API key.</summary>
    public string? ApiKeyId { get; init; }
}

/// <summary>The keys of a run, in an evidence report: names, versions and fingerprints.</summary>
public sealed record EvidenceKeys
{
    /// <summary>CRN of the Key Protect instance.</summary>
    public string? KeyProtectInstanceCrn { get; init; }

    /// <summary>CRN of the root key.</summary>
    public string? RootKeyCrn { get; init; }

    /// <summary>Version of the root key that wraps the data key.</summary>
    public string? RootKeyVersion { get; init; }

    /// <summary>Bits of the data key.</summary>
    public int? DataKeyBits { get; init; }

    /// <summary>SHA-256 of the wrapped data key's text, in hexadecimal.</summary>
    public string? WrappedDataKeySha256 { get; init; }

    /// <summary>For an encrypted VHD: SHA-256 of 32 zero bytes and the data key, which the VHD's header has too.</summary>
    public string? DataKeyFingerprint { get; init; }

    /// <summary>Ids of the standard keys that keep the run's data keys in Key Protect, where that was asked for: whoever may read them can decrypt.</summary>
    public IReadOnlyList<string> StandardKeyIds { get; init; } = [];

    /// <summary>Data keys that the image had before: copies of that time still open with them.</summary>
    public IReadOnlyList<EvidenceFormerKey> FormerDataKeys { get; init; } = [];
}

/// <summary>A data key that the image had before, in an evidence report.</summary>
/// <param name="RootKeyCrn">CRN of the root key that wraps it.</param>
/// <param name="WrappedDataKeySha256">SHA-256 of the wrapped data key's text, in hexadecimal.</param>
/// <param name="TemplateId">The image template that was imported with it, or <see langword="null"/>.</param>
public sealed record EvidenceFormerKey(string RootKeyCrn, string WrappedDataKeySha256, long? TemplateId);

/// <summary>What the image became, in an evidence report.</summary>
public sealed record EvidenceServer
{
    /// <summary>Id of the image template.</summary>
    public long? TemplateId { get; init; }

    /// <summary>UUID of the image template.</summary>
    public string? TemplateGlobalIdentifier { get; init; }

    /// <summary>Datacenter.</summary>
    public string? Datacenter { get; init; }

    /// <summary>Id of the virtual server.</summary>
    public long? ServerId { get; init; }
}
