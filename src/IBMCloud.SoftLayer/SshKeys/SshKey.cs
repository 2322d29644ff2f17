namespace IBMCloud.SoftLayer;

/// <summary>A public SSH key of the account (<c>SoftLayer_Security_Ssh_Key</c>).</summary>
public sealed record SshKey
{
    /// <summary>Id, which orders take.</summary>
    public long Id { get; init; }

    /// <summary>Name. It is not unique; the key is.</summary>
    public string? Label { get; init; }

    /// <summary>The public key, one line.</summary>
    public string? Key { get; init; }

    /// <summary>Free text.</summary>
    public string? Notes { get; init; }
}
