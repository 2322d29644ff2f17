using System.Text.Json.Nodes;
using IBMCloud.Emulator.Access;
using IBMCloud.Emulator.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace IBMCloud.Emulator.Iam.Tokens;

/// <summary>
/// The token service (spec iam-keyprotect §1).
/// <code>
/// POST /identity/token, /oidc/token   200   form: grant_type and
///   apikey
///   refresh_token                           Basic client that got it
///   cr_token, profile_id | profile_name     a compute resource as a trusted profile
/// </code>
/// Unknown and empty form fields and any Basic client are accepted (spec clients §8, rows on iam-keyprotect 23–28).
/// </summary>
internal sealed class TokenRoutes(EmulatedCloud cloud)
{
    public const string ComputeResourceGrant = "urn:ibm:params:oauth:grant-type:cr-token";
    private const string ApiKeyGrant = "urn:ibm:params:oauth:grant-type:apikey";
    private const string RefreshGrant = "refresh_token";

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/identity/token", LogInAsync);
        routes.MapPost("/oidc/token", LogInAsync);
    }

    /// <summary>The token service's dialect: camelCase, with a context.</summary>
    public static Task WriteErrorAsync(HttpContext context, ServiceError error, DateTimeOffset now) =>
        JsonAnswer.WriteAsync(context, error.Status, new JsonObject
        {
            ["errorCode"] = error.Code,
            ["errorMessage"] = error.Message,
            ["context"] = new JsonObject
            {
                ["requestId"] = RequestGate.CorrelationIdOf(context),
                ["requestType"] = "incoming.Identity_Token",
                ["userAgent"] = context.Request.Headers.UserAgent.ToString(),
                ["url"] = context.Request.Path.Value,
                ["startTime"] = now.ToString("dd.MM.yyyy HH:mm:ss:fff 'UTC'", System.Globalization.CultureInfo.InvariantCulture),
                ["endTime"] = now.ToString("dd.MM.yyyy HH:mm:ss:fff 'UTC'", System.Globalization.CultureInfo.InvariantCulture),
                ["elapsedTime"] = "0",
                ["locale"] = "en_US",
            },
        });

    private async Task LogInAsync(HttpContext context)
    {
        if (!context.Request.HasFormContentType)
        {
            throw new ServiceError(400, "BXNIM0106E", "The token request must be a form. Send Content-Type: application/x-www-form-urlencoded.");
        }

        var form = await context.Request.ReadFormAsync(context.RequestAborted).ConfigureAwait(false);
        var grant = form["grant_type"].ToString();
        var client = context.Header("Authorization") is { } basic && basic.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase) ? basic["Basic ".Length..] : "";
        var identity = grant switch
        {
            ApiKeyGrant => ByApiKey(form["apikey"].ToString()),
            RefreshGrant => cloud.State.Iam.RefreshTokens.Redeem(form["refresh_token"].ToString(), client),
            ComputeResourceGrant => ByComputeResource(form["cr_token"].ToString(), form["profile_id"].ToString(), form["profile_name"].ToString()),
            _ => throw new ServiceError(400, "BXNIM0106E", "The grant_type is unknown. Send urn:ibm:params:oauth:grant-type:apikey."),
        };
        var token = cloud.Tokens.Issue(identity, grant, form["response_type"].ToString().Split(',').Contains("ims_portal"));
        await JsonAnswer.WriteAsync(context, 200, new JsonObject
        {
            ["access_token"] = token.Value,
            ["refresh_token"] = cloud.State.Iam.RefreshTokens.Issue(identity, client),
            ["token_type"] = "Bearer",
            ["expires_in"] = (long)(token.ExpiresAt - token.IssuedAt).TotalSeconds,
            ["expiration"] = token.ExpiresAt.ToUnixTimeSeconds(),
            ["scope"] = "ibm openid",
        }).ConfigureAwait(false);
    }

    private Identity ByApiKey(string value) =>
        cloud.Tokens.FromApiKey(value)
        ?? throw new ServiceError(cloud.Options.Switches.UnknownApiKeyStatus, "BXNIM0415E", "Provided API key could not be found. Check that it was not deleted, disabled or mistyped.");

    private Identity ByComputeResource(string token, string profileId, string profileName)
    {
        var profile = cloud.State.Iam.Profile;
        if (token != profile.ComputeResourceToken)
        {
            throw new ServiceError(400, "BXNIM0407E", "Provided compute resource token is invalid.");
        }

        return profileId == profile.Id || (profileId.Length == 0 && profileName == profile.Name)
            ? cloud.State.Iam.FindIdentity(profile.IamId)!
            : throw new ServiceError(400, "BXNIM0109E", $"The trusted profile '{profileId}{profileName}' does not exist, or does not trust this compute resource.");
    }
}
