using System.Text.Json.Nodes;
using IBMCloud.Emulator.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace IBMCloud.Emulator.Iam.Tokens;

/// <summary>
/// Instance identity of the VPC metadata service (spec iam-keyprotect §1), which lives on IAM's port here: the emulated server is the one compute resource
/// that the seeded profile trusts.
/// <code>
/// PUT  /instance_identity/v1/token?version=2022-03-01       200   header Metadata-Flavor: ibm; {expires_in}
/// POST /instance_identity/v1/iam_token?version=2022-03-01   200   Bearer of the above; {trusted_profile{id | crn}} or nothing
/// </code>
/// </summary>
internal sealed class InstanceMetadataRoutes(EmulatedCloud cloud)
{
    private const int DefaultLife = 300;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPut("/instance_identity/v1/token", IdentifyAsync);
        routes.MapPost("/instance_identity/v1/iam_token", ExchangeAsync);
    }

    private async Task IdentifyAsync(HttpContext context)
    {
        RequireVersion(context);
        if (context.Header("Metadata-Flavor") != "ibm")
        {
            throw new ServiceError(400, "missing_header", "The header Metadata-Flavor: ibm is missing.");
        }

        var life = (await JsonBody.ReadAsync(context).ConfigureAwait(false)).Number("expires_in") ?? DefaultLife;
        await JsonAnswer.WriteAsync(context, 200, new JsonObject { ["access_token"] = cloud.State.Iam.Profile.ComputeResourceToken, ["expires_in"] = life }).ConfigureAwait(false);
    }

    private async Task ExchangeAsync(HttpContext context)
    {
        RequireVersion(context);
        var profile = cloud.State.Iam.Profile;
        if (context.Header("Authorization") != "Bearer " + profile.ComputeResourceToken)
        {
            throw new ServiceError(401, "not_authorized", "The instance identity token is missing or invalid.");
        }

        var wanted = (await JsonBody.ReadAsync(context).ConfigureAwait(false)).Member("trusted_profile");
        var id = wanted?.Text("id") ?? wanted?.Text("crn")?.Split(':')[^1] ?? profile.Id;
        if (id != profile.Id)
        {
            throw new ServiceError(403, "not_authorized", $"The trusted profile '{id}' does not exist, or does not trust this server.");
        }

        var token = cloud.Tokens.Issue(cloud.State.Iam.FindIdentity(profile.IamId)!, TokenRoutes.ComputeResourceGrant);
        await JsonAnswer.WriteAsync(context, 200, new JsonObject
        {
            ["access_token"] = token.Value,
            ["created_at"] = token.IssuedAt.UtcDateTime.ToString("O"),
            ["expires_at"] = token.ExpiresAt.UtcDateTime.ToString("O"),
            ["expires_in"] = (long)(token.ExpiresAt - token.IssuedAt).TotalSeconds,
        }).ConfigureAwait(false);
    }

    private static void RequireVersion(HttpContext context)
    {
        if (context.Query("version") != "2022-03-01")
        {
            throw new ServiceError(400, "bad_version", "The query parameter 'version' must be 2022-03-01.");
        }
    }
}
