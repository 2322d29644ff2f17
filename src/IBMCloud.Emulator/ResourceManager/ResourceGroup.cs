namespace IBMCloud.Emulator.ResourceManager;

/// <summary>A resource group.</summary>
internal sealed class ResourceGroup
{
    /// <summary>32 hexadecimal digits.</summary>
    public required string Id { get; init; }

    public required string Name { get; set; }

    public required bool IsDefault { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? UpdatedAt { get; set; }

    public static string CrnOf(string accountId, string id) => $"crn:v1:bluemix:public:resource-controller::a/{accountId}::resource-group:{id}";
}
