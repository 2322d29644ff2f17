using System.Text.Json;

namespace IBMCloud.SoftLayer;

/// <summary>
/// The error object <c>{"error":"text","code":"SoftLayer_Exception_…"}</c>. The code can be missing, and can be a number.
/// </summary>
internal sealed record SoftLayerFault(string Error, string? Code)
{
    public const string CodePrefix = "SoftLayer_Exception";
    public const string RateLimitExceeded = "SoftLayer_Exception_WebService_RateLimitExceeded";
    public const string ObjectNotFound = "SoftLayer_Exception_ObjectNotFound";
    public const string TokenExpired = "SoftLayer_Exception_Account_Authentication_AccessTokenValidation";
    public const string NotReady = "SoftLayer_Exception_NotReady";
    public const string InternalError = "Internal Error";
    public const string BackendFault = "WSDL: SOAP-ERROR";

    /// <summary>The error object in a body, or <see langword="null"/> if it is none.</summary>
    public static SoftLayerFault? Read(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            if (!JsonDocument.TryParseValue(ref reader, out var document))
            {
                return null;
            }

            using (document)
            {
                if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("error", out var error) || error.ValueKind != JsonValueKind.String)
                {
                    return null;
                }

                var code = document.RootElement.TryGetProperty("code", out var found)
                    ? found.ValueKind switch { JsonValueKind.String => found.GetString(), JsonValueKind.Number => found.GetRawText(), _ => null }
                    : null;
                return new(error.GetString()!, code);
            }
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
