using System.Text.Json;
using System.Text.Json.Nodes;
using IBMCloud.Emulator.Access;
using IBMCloud.Emulator.Hosting;

namespace IBMCloud.Emulator.ResourceController.Instances;

/// <summary>What a create request asks for, checked as the Resource Controller checks it (spec iam-keyprotect §4).</summary>
internal sealed record InstanceDraft(string Name, CatalogPlan Plan, string Target, string GroupId, IReadOnlyList<string> Tags, bool AllowCleanup, JsonNode? Parameters, string? BrokerRefusal)
{
    private const int LongestName = 180;
    private static readonly string[] Networks = ["private-only", "public-and-private"];

    /// <summary>Reads and checks the body.</summary>
    /// <exception cref="ServiceError">400: what is wrong with it.</exception>
    public static InstanceDraft Read(JsonElement body, EmulatedCloud cloud)
    {
        var plan = PlanOf(body) ?? throw ResourceErrors.Invalid("resource_plan_id", "required.");
        var target = body.Text("target") ?? throw ResourceErrors.Invalid("target", "required: a region, or global.");
        var valid = plan.IsGlobal ? target == "global" : cloud.Options.Regions.Contains(target);
        if (!valid)
        {
            throw ResourceErrors.Invalid("target", $"'{target}' is no deployment of the plan. It has: {(plan.IsGlobal ? "global" : string.Join(", ", cloud.Options.Regions))}.");
        }

        var parameters = ParametersOf(body);
        var refusal = BrokerRefusalOf(plan, body);
        if (refusal is not null && cloud.Options.Switches.InstanceCreatedStatus == 201)
        {
            throw new ServiceError(400, "RC-ServiceBrokerErrorResponse", refusal);
        }

        return new(NameOf(body.Text("name")), plan, target, body.Text("resource_group") ?? throw ResourceErrors.Invalid("resource_group", "required."),
            body.Texts("tags"), body.Flag("allow_cleanup") ?? false, parameters, refusal);
    }

    /// <summary>Applies a PATCH.</summary>
    /// <exception cref="ServiceError">400: what is wrong with it.</exception>
    public static void Change(ManagedInstance one, JsonElement body)
    {
        var plan = PlanOf(body);
        if (plan is not null && plan.ServiceId != one.Plan.ServiceId)
        {
            throw ResourceErrors.Invalid("resource_plan_id", $"'{plan.Id}' is no plan of the instance's service.");
        }

        if (BrokerRefusalOf(one.Plan, body) is { } refusal)
        {
            throw new ServiceError(400, "RC-ServiceBrokerErrorResponse", refusal);
        }

        one.Name = body.Text("name") is { } name ? NameOf(name) : one.Name;
        one.Plan = plan ?? one.Plan;
        one.Parameters = ParametersOf(body) ?? one.Parameters;
        one.AllowCleanup = body.Flag("allow_cleanup") ?? one.AllowCleanup;
    }

    public ManagedInstance Make(EmulatedCloud cloud, Identity caller, bool locked)
    {
        var now = cloud.Clock.GetUtcNow();
        return new ManagedInstance
        {
            Guid = Guid.NewGuid().ToString(),
            Name = Name,
            ServiceName = Plan.ServiceName,
            Plan = Plan,
            Region = Target,
            AccountId = caller.AccountId,
            ResourceGroupId = GroupId,
            Tags = Tags,
            Parameters = Parameters,
            AllowCleanup = AllowCleanup,
            Locked = locked,
            CreatedAt = now,
            CreatedBy = caller.IamId,
            ActiveFrom = BrokerRefusal is null ? now + cloud.Options.StageDelay : DateTimeOffset.MaxValue,
            ReadyAt = now + cloud.Options.StageDelay,
            Failure = BrokerRefusal,
        };
    }

    private static string NameOf(string? name) => name is { Length: >= 1 and <= LongestName } && name.All(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '.' or '_' or ':')
        ? name
        : throw ResourceErrors.Invalid("name", $"1 to {LongestName} letters, digits, spaces and - . _ : only.");

    private static CatalogPlan? PlanOf(JsonElement body) => body.Text("resource_plan_id") is not { } id ? null
        : CatalogPlan.Find(id) ?? throw ResourceErrors.Invalid("resource_plan_id", $"the catalog has no plan '{id}'.");

    private static JsonNode? ParametersOf(JsonElement body) => body.Member("parameters") is { } parameters
        ? parameters.ValueKind == JsonValueKind.Object ? JsonObject.Create(parameters) : throw ResourceErrors.Invalid("parameters", "must be an object.")
        : null;

    // The service's broker judges the parameters: at once, or, where it is slow (202), only after the instance is there.
    private static string? BrokerRefusalOf(CatalogPlan plan, JsonElement body)
    {
        var network = body.Member("parameters") is { ValueKind: JsonValueKind.Object } parameters && plan.ServiceName == ResourceScope.KeyProtect ? parameters.Text("allowed_network") : null;
        return network is null || Networks.Contains(network) ? null : $"allowed_network '{network}' is unknown. Choose one of: {string.Join(", ", Networks)}.";
    }
}
