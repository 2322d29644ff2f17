using IBMCloud.Iam;

namespace IBMCloud.E2E;

/// <summary>Cloud Block Storage may unwrap with Key Protect. It must live as long as any image, disk or server made with it.</summary>
internal sealed class AuthorizationStep : PolicyStep
{
    public override string Id => E2EStepIds.Authorization;

    public override string Title => "authorization of Cloud Block Storage";

    public override IReadOnlyList<string> After => [E2EStepIds.KeyProtect];

    protected override string Permission => "Administrator on the Key Protect instance";

    protected override string Grants => "Cloud Block Storage is Reader of the Key Protect instance";

    protected override bool CanLook(E2EStepContext context) => context.Facts.KeyProtectInstanceId is not null;

    protected override IReadOnlyList<AuthorizationDraft> Authorizations(E2EStepContext context) =>
    [
        LeastPrivilege.ForBlockStorage(context.Need(context.Facts.AccountId, "which account"), context.Need(context.Facts.KeyProtectInstanceId, "which Key Protect instance"), context.Clients.KeyService)
            with
            {
                SourceService = context.Options.BlockStorageService,
                Description = $"Encrypted images and servers: Cloud Block Storage unwraps their keys. {context.Marker}",
            },
    ];

    public override string? StaysBecause(E2EStepContext context, TearDownOptions options) =>
        options.CancelServer || context.Facts.ServerId is null ? null : "without it the server, which stays, could not start";

    public override Task<TearDownOutcome> TearDownAsync(E2EStepContext context, TearDownOptions options, CancellationToken cancellationToken) =>
        StaysBecause(context, options) is { } why
            ? Task.FromResult(TearDownOutcome.Remains($"authorization {string.Join(", ", context.Record.Resources)}: {why}"))
            : base.TearDownAsync(context, options, cancellationToken);
}
