using IBMCloud.SoftLayer;

namespace IBMCloud.E2E;

/// <summary>The virtual server, ordered from the encrypted template. Money is at stake: it is looked for before, and never ordered twice.</summary>
internal sealed class ServerStep : E2EStep
{
    public override string Id => E2EStepIds.Server;

    public override string Title => "virtual server";

    public override IReadOnlyList<string> After => [E2EStepIds.Import];

    public override bool AppliesTo(E2ERequest request) => request.Server is not null;

    public override async Task<PlannedStep> PlanAsync(E2EStepContext context, CancellationToken cancellationToken)
    {
        var server = context.Request.Server!;
        var found = await FindAsync(context, cancellationToken).ConfigureAwait(false);
        var foreign = found is not null && !IsFromTemplate(context, found);
        var lacks = found is not null ? [] : context.LacksClassic(server.PrivateNetworkOnly ? ["SERVER_ADD"] : ["SERVER_ADD", "PUBLIC_NETWORK_COMPUTE"]);
        return new PlannedStep
        {
            Id = Id,
            Title = Title,
            Verdict = lacks.Count > 0 ? PlanVerdict.Cannot : found is null ? PlanVerdict.WillCreate : foreign ? PlanVerdict.Cannot : PlanVerdict.Exists,
            Reason = lacks.Count > 0 ? $"The classic user lacks {string.Join(" and ", lacks)}: it may not order this server. Have the account's administrator grant that, or leave the server out."
                : found is null ? $"order of {server.Hostname}.{server.Domain}: {server.Cpus} CPU, {server.MemoryMiB} MiB, {(server.HourlyBilling ? "hourly" : "monthly")}"
                : foreign ? Foreign(found)
                : $"{server.Hostname}.{server.Domain} ({found.Id})",
            Cost = found is null ? CostClass.Billed : CostClass.Free,
            Permission = found is null ? "classic permission to order servers (SERVER_ADD)" : "",
            TearDownRemoves = true,
        };
    }

    public override async Task<StepOutcome> EnsureAsync(E2EStepContext context, CancellationToken cancellationToken)
    {
        var guests = context.Clients.SoftLayer.VirtualGuests;
        var found = await FindAsync(context, cancellationToken).ConfigureAwait(false);
        if (found is not null && !IsFromTemplate(context, found))
        {
            throw new E2EPrerequisiteException(Id, Foreign(found));
        }

        var guest = found ?? await OrderAsync(context, cancellationToken).ConfigureAwait(false);
        context.Facts.ServerId = guest.Id;
        await context.SaveAsync(cancellationToken).ConfigureAwait(false);
        if (!guest.IsProvisioned)
        {
            guest = await guests.WaitUntilProvisionedAsync(guest.Id, context.Options.Wait, new Waiting(context), cancellationToken).ConfigureAwait(false);
        }

        var text = $"{guest.Hostname}.{guest.Domain} ({guest.Id})";
        return found is null ? StepOutcome.Created(text, text) : context.Found(text, text);
    }

    public override string? StaysBecause(E2EStepContext context, TearDownOptions options) => options.CancelServer ? null : "it was asked to stay, and is billed";

    internal override async Task RecallAsync(E2EStepContext context, CancellationToken cancellationToken)
    {
        if (context.Facts.ServerId is null && context.Record.Resources is [var name] && name.Split('.', 2) is [var hostname, var domain]
            && await context.Clients.SoftLayer.VirtualGuests.FindAsync(hostname, domain, cancellationToken).ConfigureAwait(false) is { } found && IsFromTemplate(context, found))
        {
            context.Facts.ServerId = found.Id;
        }
    }

    public override async Task<TearDownOutcome> TearDownAsync(E2EStepContext context, TearDownOptions options, CancellationToken cancellationToken)
    {
        if (context.Facts.ServerId is not { } id)
        {
            return TearDownOutcome.Nothing;
        }

        if (StaysBecause(context, options) is { } why)
        {
            return TearDownOutcome.Remains($"server {id}: {why}");
        }

        return await context.Clients.SoftLayer.VirtualGuests.CancelAsync(id, cancellationToken).ConfigureAwait(false)
            ? TearDownOutcome.Removed($"server {id}")
            : TearDownOutcome.Nothing;
    }

    private static async Task<VirtualGuest?> FindAsync(E2EStepContext context, CancellationToken cancellationToken)
    {
        var guests = context.Clients.SoftLayer.VirtualGuests;
        var server = context.Request.Server!;
        return context.Facts.ServerId is { } id && await guests.GetAsync(id, cancellationToken).ConfigureAwait(false) is { } known
            ? known
            : await guests.FindAsync(server.Hostname, server.Domain, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<VirtualGuest> OrderAsync(E2EStepContext context, CancellationToken cancellationToken)
    {
        var server = context.Request.Server!;
        var order = new VirtualGuestOrder
        {
            Hostname = server.Hostname,
            Domain = server.Domain,
            Datacenter = server.Datacenter ?? context.Need(context.Facts.Datacenter, "in which datacenter the template is"),
            Cpus = server.Cpus,
            MemoryMiB = server.MemoryMiB,
            HourlyBilling = server.HourlyBilling,
            PrivateNetworkOnly = server.PrivateNetworkOnly,
            SshKeyIds = server.SshKeyIds,
            UserData = server.UserData,
            TemplateGlobalIdentifier = context.Need(context.Facts.TemplateGlobalIdentifier, "which image template"),
        };
        var price = await context.Clients.SoftLayer.VirtualGuests.VerifyOrderAsync(order, cancellationToken).ConfigureAwait(false);
        context.Report($"ordering for {price.RecurringFee} {price.CurrencyShortName} {(price.UseHourlyPricing == true ? "an hour" : "a month")}");

        // The journal has its name before it is ordered: a tear-down after a kill finds it by that, and no server stays that is billed.
        context.Record.Resources = [$"{order.Hostname}.{order.Domain}"];
        await context.IntendToCreateAsync(cancellationToken).ConfigureAwait(false);
        return await context.Clients.SoftLayer.VirtualGuests.CreateAsync(order, cancellationToken).ConfigureAwait(false);
    }

    private static bool IsFromTemplate(E2EStepContext context, VirtualGuest guest) =>
        context.Facts.TemplateGlobalIdentifier is { } template
        && string.Equals(guest.BlockDeviceTemplateGroup?.GlobalIdentifier, template, StringComparison.OrdinalIgnoreCase);

    private static string Foreign(VirtualGuest guest) =>
        $"A server {guest.Hostname}.{guest.Domain} ({guest.Id}) exists that was not made from this image. Give the server another name, or cancel that one.";
}
