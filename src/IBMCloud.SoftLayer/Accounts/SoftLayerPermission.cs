namespace IBMCloud.SoftLayer;

/// <summary>A permission of a classic user (<c>SoftLayer_User_Customer_CustomerPermission_Permission</c>).</summary>
public sealed record SoftLayerPermission
{
    /// <summary>Key name, for example <c>SERVER_ADD</c>.</summary>
    public string? KeyName { get; init; }
}
