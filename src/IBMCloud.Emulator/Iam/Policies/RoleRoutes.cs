using System.Text.Json.Nodes;
using IBMCloud.Emulator.Access;
using IBMCloud.Emulator.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace IBMCloud.Emulator.Iam.Policies;

/// <summary><c>GET /v2/roles</c>: the platform's and a service's roles with their actions (spec iam-keyprotect §3).</summary>
internal sealed class RoleRoutes(EmulatedCloud cloud)
{
    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/v2/roles", ListAsync);

    private Task ListAsync(HttpContext context)
    {
        cloud.Tokens.Authenticate(context);

        // Only service roles can be granted to another service.
        var platform = context.Query("policy_type") == Policy.AuthorizationType ? [] : RoleCatalog.PlatformRoles();
        var service = context.Query("service_name") is { } name ? RoleCatalog.ServiceRoles(name) : [];
        return JsonAnswer.WriteAsync(context, 200, new JsonObject
        {
            ["custom_roles"] = new JsonArray(),
            ["service_roles"] = Write(service),
            ["system_roles"] = Write(platform),
        });
    }

    private static JsonArray Write(IEnumerable<(string Name, string Crn, string[] Actions)> roles) => new([.. roles.Select(role => new JsonObject
    {
        ["crn"] = role.Crn,
        ["display_name"] = role.Name,
        ["description"] = $"The {role.Name} role.",
        ["actions"] = new JsonArray([.. role.Actions.Select(action => (JsonNode)action)]),
    })]);
}
