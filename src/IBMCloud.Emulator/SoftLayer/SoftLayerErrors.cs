using System.Globalization;
using IBMCloud.Emulator.Hosting;

namespace IBMCloud.Emulator.SoftLayer;

/// <summary>
/// The refusals of classic infrastructure (spec softlayer §1.5). Texts in the table are documented; where no text was ever published the message
/// is ours, and names the item at fault and what to do.
/// <list type="table">
/// <listheader><term>HTTP, code</term><description>text</description></listheader>
/// <item><term>401 Public</term><description>"Access Denied. "</description></item>
/// <item><term>404 ObjectNotFound</term><description>"Unable to find object with id of '1'.": absent, or not for this user</description></item>
/// <item><term>500 WebService_RateLimitExceeded</term><description>"Rate limit of 50 requests for every 1 second(s) exceeded."</description></item>
/// <item><term>500 Account_Authentication_AccessTokenValidation</term><description>the IAM token ended, or lacks the classic account</description></item>
/// <item><term>500 Public, InvalidValue, Order_*</term><description>ours</description></item>
/// </list>
/// </summary>
internal static class SoftLayerErrors
{
    public const string Prefix = "SoftLayer_Exception";
    public const string PublicCode = Prefix + "_Public";
    public const string TokenCode = Prefix + "_Account_Authentication_AccessTokenValidation";
    public const string RateLimitCode = Prefix + "_WebService_RateLimitExceeded";
    public const string BadRequestCode = Prefix + "_WebService_BadRequest";

    public static ServiceError AccessDenied() => new(401, PublicCode, "Access Denied. ");

    public static ServiceError NotFound(string? id) => new(404, Prefix + "_ObjectNotFound", $"Unable to find object with id of '{id ?? "0"}'.");

    public static ServiceError NotFound(long? id) => NotFound(id?.ToString(CultureInfo.InvariantCulture));

    public static ServiceError Public(string message) => new(500, PublicCode, message);

    public static ServiceError InvalidValue(string message) => new(500, Prefix + "_InvalidValue", message);

    public static ServiceError BadRequest(string message) => new(500, BadRequestCode, message);

    public static ServiceError Order(string kind, string message) => new(500, Prefix + "_Order_" + kind, message);

    public static ServiceError NotReady(string message) => new(500, Prefix + "_NotReady", message);

    public static ServiceError TokenExpired() => new(500, TokenCode, "The IAM access token has expired. Get a new one and repeat the call.");

    public static ServiceError TokenLacksAccount() => new(500, TokenCode,
        "The IAM access token carries no linked classic (IMS) account. Ask IAM for it with response_type=cloud_iam,ims_portal.");

    public static ServiceError RateLimited(int perSecond) => new(500, RateLimitCode,
        string.Create(CultureInfo.InvariantCulture, $"Rate limit of {perSecond} requests for every 1 second(s) exceeded."));
}
