namespace IBMCloud.Emulator;

/// <summary>
/// What the public sources leave open about the live cloud. Each default is the likelier behaviour; a test that turns a switch proves that a client copes
/// with the other one.
/// </summary>
public sealed class EmulatorSwitches
{
    /// <summary>The status of a write with a stale or missing If-Match: 409 (default) or 412.</summary>
    public int StaleEntityTagStatus { get; set; } = 409;

    /// <summary>The status of a token request with an unknown API key: 400 (default) or 401.</summary>
    public int UnknownApiKeyStatus { get; set; } = 400;

    /// <summary>What <c>conflicts_with.policy</c> of a 409 holds: the whole policy (default, seen live) or its id (documented).</summary>
    public bool PolicyConflictNamesIdOnly { get; set; }

    /// <summary>The status of an instance's creation: 201 (default) or 202, as slow brokers answer.</summary>
    public int InstanceCreatedStatus { get; set; } = 201;

    /// <summary>True if only holders of a role on iam-identity may create service IDs.</summary>
    public bool RestrictServiceIdCreation { get; set; }

    /// <summary>The status of a Key Protect call that lacks a role: 403 (default) or 401.</summary>
    public int KeyProtectMissingRoleStatus { get; set; } = 403;

    /// <summary>The status of an unwrap with wrong additional data: 400 (default, seen live) or 422 as for other ciphertexts that do not decrypt.</summary>
    public int WrongAdditionalDataStatus { get; set; } = 400;

    /// <summary>True (default) if the order of additional data counts.</summary>
    public bool AdditionalDataIsOrdered { get; set; } = true;

    /// <summary>The status of a created import token: 200 (default) or 201.</summary>
    public int ImportTokenCreatedStatus { get; set; } = 200;

    /// <summary>True (default) if image import also needs the importing user's own policy on Key Protect, as the documented flow sets it up.</summary>
    public bool ImportNeedsUserPolicy { get; set; } = true;

    /// <summary>How an import fails whose wrapped key or image turns out to be wrong.</summary>
    public ImportFailureShape ImportFailure { get; set; } = ImportFailureShape.AtOnce;

    /// <summary>Requests to classic infrastructure that an account may send in any second: 50 (default, documented); 0 for no limit.</summary>
    public int ClassicRequestsPerSecond { get; set; } = 50;

    /// <summary>True if classic infrastructure answers all numbers as text; some are in any case.</summary>
    public bool ClassicNumbersAsText { get; set; }

    /// <summary>True if the entity tags of objects and parts are no MD5s, as the documentation says of encrypted buckets in one place and denies in another.</summary>
    public bool OpaqueObjectTags { get; set; }

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(ClassicRequestsPerSecond);
        if (!Enum.IsDefined(ImportFailure))
        {
            throw new ArgumentOutOfRangeException(nameof(ImportFailure), ImportFailure, "Choose one of the named shapes.");
        }

        Require(StaleEntityTagStatus, 409, 412, nameof(StaleEntityTagStatus));
        Require(UnknownApiKeyStatus, 400, 401, nameof(UnknownApiKeyStatus));
        Require(InstanceCreatedStatus, 201, 202, nameof(InstanceCreatedStatus));
        Require(KeyProtectMissingRoleStatus, 403, 401, nameof(KeyProtectMissingRoleStatus));
        Require(WrongAdditionalDataStatus, 400, 422, nameof(WrongAdditionalDataStatus));
        Require(ImportTokenCreatedStatus, 200, 201, nameof(ImportTokenCreatedStatus));
    }

    private static void Require(int value, int one, int other, string name)
    {
        if (value != one && value != other)
        {
            throw new ArgumentOutOfRangeException(name, value, $"Choose {one} or {other}.");
        }
    }
}
