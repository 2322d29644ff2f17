using IBMCloud.Emulator.SoftLayer.Rest;

namespace IBMCloud.Emulator.SoftLayer.VirtualGuests;

/// <summary>An SSH key of the account.</summary>
internal sealed record SshKey(long Id, string Label, string Key, string Notes, DateTimeOffset CreatedAt)
{
    public SoftLayerObject Show() => new SoftLayerObject()
        .Local("id", Id).Local("label", Label).Local("key", Key).Local("notes", Notes).Local("createDate", CreatedAt).Local("modifyDate", (System.Text.Json.Nodes.JsonNode?)null)
        .Local("fingerprint", Fingerprint(Key));

    private static string Fingerprint(string key) =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(key)))[..32];
}
