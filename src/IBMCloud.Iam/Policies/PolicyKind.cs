namespace IBMCloud.Iam;

/// <summary>What a policy is for.</summary>
public enum PolicyKind
{
    /// <summary>A user, service ID, profile or group has access to resources.</summary>
    Access,

    /// <summary>A service has access to another service.</summary>
    Authorization,
}
