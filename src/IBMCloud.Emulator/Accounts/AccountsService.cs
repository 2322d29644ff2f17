using System.Text.Json.Nodes;
using IBMCloud.Emulator.Hosting;
using IBMCloud.Emulator.ResourceController;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace IBMCloud.Emulator.Accounts;

/// <summary>
/// Account management: the facts that tell whether an account is upgraded and linked (spec iam-keyprotect §4).
/// <code>
/// GET /v4/accounts/{id}   200   any member of the account
/// </code>
/// </summary>
internal sealed class AccountsService(EmulatedCloud cloud) : IEmulatedService
{
    public EmulatedService Service => EmulatedService.Accounts;

    public bool Regional => false;

    public void MapRoutes(IEndpointRouteBuilder routes, ServicePort port) => routes.MapGet("/v4/accounts/{id}", GetAsync);

    public Task WriteErrorAsync(HttpContext context, ServiceError error) => ResourceErrors.WriteErrorAsync(context, error);

    private Task GetAsync(HttpContext context)
    {
        var caller = cloud.Tokens.Authenticate(context);
        var id = context.Route("id");
        if (id != caller.AccountId)
        {
            throw new ServiceError(403, ServiceError.Forbidden, $"'{caller.IamId}' is no member of the account '{id}'. Use a token of that account.");
        }

        var owner = cloud.State.Iam.Owner;
        return JsonAnswer.WriteAsync(context, 200, new JsonObject
        {
            ["id"] = id,
            ["name"] = "Emulated account",
            ["owner"] = owner.IamId,
            ["owner_userid"] = owner.Email,
            ["owner_iamid"] = owner.IamId,
            ["type"] = cloud.Options.AccountType,
            ["status"] = cloud.Options.AccountStatus,
            ["linked_softlayer_account"] = cloud.Options.LinkedClassicAccount,
            ["team_directory_enabled"] = true,
            ["traits"] = new JsonObject { ["eu_supported"] = false, ["poc"] = false, ["hippa"] = false },
        });
    }
}
