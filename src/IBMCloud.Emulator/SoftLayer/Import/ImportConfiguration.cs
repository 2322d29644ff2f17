using System.Text.Json;
using IBMCloud.Emulator.Hosting;

namespace IBMCloud.Emulator.SoftLayer.Import;

/// <summary>
/// <c>SoftLayer_Container_Virtual_Guest_Block_Device_Template_Configuration</c>, the one argument of createFromIcos (spec softlayer §2.1). Null
/// counts as absent: IBM's Python client sends it for what is not set. <c>cloud-init</c> and <c>encrypted</c>, which only a sample page has, are
/// no synonyms; <c>keyProtectId</c> was removed from the type in 2019.
/// </summary>
internal sealed record ImportConfiguration
{
    private static readonly HashSet<string> Known =
    [
        "complexType", "name", "note", "operatingSystemReferenceCode", "uri", "bootMode", "supportedBootModes", "cloudInit", "byol", "isEncrypted", "ibmApiKey",
        "ibmAccessKey", "ibmSecretKey", "crkCrn", "wrappedDek", "rootKeyId", "environmentType",
    ];

    public required string Name { get; init; }

    public string Note { get; init; } = "";

    public required string OsCode { get; init; }

    public required string Uri { get; init; }

    public string? BootMode { get; init; }

    public bool CloudInit { get; init; }

    public bool Byol { get; init; }

    public bool IsEncrypted { get; init; }

    public string? ApiKey { get; init; }

    /// <summary>Id and secret of an HMAC pair, the alternative to the API key for a plain image; null where either is absent.</summary>
    public (string Id, string Secret)? Hmac { get; init; }

    public string? RootKeyCrn { get; init; }

    public string? WrappedDek { get; init; }

    /// <summary>2018 only: id of the root key.</summary>
    public string? RootKeyId { get; init; }

    /// <summary>2018 only: GUID of the Key Protect instance.</summary>
    public string? KeyProtectId { get; init; }

    /// <summary>Reads and checks the fields by themselves.</summary>
    /// <exception cref="ServiceError">A field is unknown, missing or of another type.</exception>
    public static ImportConfiguration Read(JsonElement argument, ImportMode mode)
    {
        foreach (var member in argument.EnumerateObject())
        {
            if (!Known.Contains(member.Name) && !(mode == ImportMode.Year2018 && member.Name == "keyProtectId"))
            {
                throw SoftLayerErrors.InvalidValue($"The import configuration has no field '{member.Name}'.{Remedy(member.Name)}");
            }
        }

        return new ImportConfiguration
        {
            Name = Required(argument, "name", "Give the template a name."),
            Note = Arguments.Text(argument, "note") ?? "",
            OsCode = Required(argument, "operatingSystemReferenceCode", "getVhdImportSoftwareDescriptions lists the codes."),
            Uri = Required(argument, "uri", "Send cos://REGION/BUCKET/OBJECT."),
            BootMode = BootModeOf(argument),
            CloudInit = Arguments.Flag(argument, "cloudInit") ?? false,
            Byol = Arguments.Flag(argument, "byol") ?? false,
            IsEncrypted = Arguments.Flag(argument, "isEncrypted") ?? false,
            ApiKey = Arguments.Text(argument, "ibmApiKey"),
            Hmac = Arguments.Text(argument, "ibmAccessKey") is { } id && Arguments.Text(argument, "ibmSecretKey") is { } secret ? (id, secret) : null,
            RootKeyCrn = Arguments.Text(argument, "crkCrn"),
            WrappedDek = Arguments.Text(argument, "wrappedDek"),
            RootKeyId = Arguments.Text(argument, "rootKeyId"),
            KeyProtectId = Arguments.Text(argument, "keyProtectId"),
        };
    }

    /// <summary>Never the API key.</summary>
    public override string ToString() => $"import of {Uri} as '{Name}'";

    private static string? BootModeOf(JsonElement argument) => Arguments.Text(argument, "bootMode") switch
    {
        null or "" => null,
        "HVM" or "PV" => Arguments.Text(argument, "bootMode"),
        var other => throw SoftLayerErrors.InvalidValue($"bootMode '{other}' is unknown. Send HVM or PV, or leave it out."),
    };

    private static string Required(JsonElement argument, string field, string remedy) =>
        Arguments.Text(argument, field) is { Length: > 0 } text ? text : throw SoftLayerErrors.Public($"The import configuration lacks '{field}'. {remedy}");

    private static string Remedy(string field) => field switch
    {
        "cloud-init" => " Send cloudInit.",
        "encrypted" => " Send isEncrypted.",
        "keyProtectId" => " It was removed in 2019: send the root key's CRN as crkCrn.",
        "rootKeyid" => " Send the root key's CRN as crkCrn.",
        _ => " Leave it out.",
    };
}
