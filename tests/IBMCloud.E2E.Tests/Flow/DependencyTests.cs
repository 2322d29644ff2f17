using IBMCloud.DiskImages;

namespace IBMCloud.E2E.Tests.Flow;

/// <summary>The flow with one of its supports taken away: it fails at the step that stands on it, and the message says what to do.</summary>
public sealed class DependencyTests
{
    [Fact]
    public Task Without_the_authorization_of_Cloud_Block_Storage_the_import_fails() =>
        FailsAsync(E2EStepIds.Import, "*authorization*", [new Missing(E2EStepIds.Authorization, E2EStepIds.KeyProtect)]);

    [Fact]
    public Task Without_the_policy_of_the_importing_user_the_import_fails() =>
        FailsAsync(E2EStepIds.Import, "*user*Key Protect*", [], request => request with { ImportingUserPolicy = false });

    [Fact]
    public Task Without_the_policies_of_the_service_ID_the_import_fails() =>
        FailsAsync(E2EStepIds.Import, "*may not read the bucket*", [new Missing(E2EStepIds.ServicePolicies, E2EStepIds.ServiceId, E2EStepIds.Bucket)]);

    [Fact]
    public Task With_a_deleted_root_key_the_import_fails() => FailsAsync(E2EStepIds.Import, "*key*", [new Spoiler(E2EStepIds.Upload, async (context, cancel) =>
        await context.Clients.KeyProtect(Core.Crn.Parse(context.Facts.KeyProtectInstanceCrn!)).DeleteKeyAsync(context.Facts.RootKeyId!, KeyProtect.KeyDeletion.EvenIfRegistered, cancel))]);

    [Fact]
    public Task With_the_object_gone_the_import_fails() => FailsAsync(E2EStepIds.Import, "*object*", [new Spoiler(E2EStepIds.Upload, (context, cancel) =>
        context.Clients.ObjectStorage(context.Request.Region).DeleteObjectAsync(context.Facts.Bucket!, context.Facts.ObjectKey!, cancellationToken: cancel))]);

    [Fact]
    public async Task With_Key_Protect_in_another_region_the_run_stops_before_it_makes_a_key()
    {
        await using var cloud = await TestCloud.StartAsync();
        using var workflow = cloud.Workflow();
        var first = await workflow.RunAsync(cloud.Request() with { Name = "frankfurt", Region = Core.IbmRegion.EuDe, Server = null }, null, TestCloud.Cancel);

        var run = () => workflow.RunAsync(cloud.Request() with { KeyProtectInstance = first.Journal.Facts.KeyProtectInstanceId }, null, TestCloud.Cancel);

        var failure = await run.Should().ThrowAsync<E2EStepException>().WithMessage("*eu-de*us-south*");
        failure.Which.StepId.Should().Be(E2EStepIds.KeyProtect);
    }

    [Fact]
    public Task With_a_WDEK_of_another_key_the_import_fails() => FailsAsync(E2EStepIds.Import, "*", [new Spoiler(E2EStepIds.Upload, async (context, cancel) =>
    {
        using var other = Primitives.SecretBytes.Random(64);
        context.Facts.WrappedDataKey = await context.Clients.WrapAsync(context.Facts, other, cancel);
    })]);

    [Fact]
    public Task With_a_WDEK_that_is_none_the_import_fails() => FailsAsync(E2EStepIds.Import, "*", [new Spoiler(E2EStepIds.Upload, (context, _) =>
    {
        context.Facts.WrappedDataKey = Convert.ToBase64String("{\"ciphertext\":\"AAAA\"}"u8);
        return Task.CompletedTask;
    })]);

    [Fact]
    public Task An_image_that_was_not_encrypted_is_refused() => FailsAsync(E2EStepIds.Import, "*encrypted*", [new PlainUpload()]);

    [Fact]
    public async Task An_account_that_is_not_upgraded_stops_the_run_at_once()
    {
        await using var cloud = await TestCloud.StartAsync(configure: options => options.AccountType = "LITE");
        using var workflow = cloud.Workflow();

        var run = () => workflow.RunAsync(cloud.Request(), null, TestCloud.Cancel);

        (await run.Should().ThrowAsync<E2EStepException>().WithMessage("*Upgrade*")).Which.StepId.Should().Be(E2EStepIds.Account);
    }

    [Fact]
    public async Task LUKS_is_refused_by_the_rules_of_today()
    {
        await using var cloud = await TestCloud.StartAsync();
        using var workflow = cloud.Workflow();

        var run = () => workflow.RunAsync(cloud.Request(E2EProfile.ClassicLuks), null, TestCloud.Cancel);

        (await run.Should().ThrowAsync<E2EStepException>()).Which.StepId.Should().Be(E2EStepIds.Import);
    }

    private static async Task FailsAsync(string stepId, string message, IReadOnlyList<E2EStep> steps, Func<E2ERequest, E2ERequest>? change = null)
    {
        await using var cloud = await TestCloud.StartAsync();
        using var workflow = cloud.Workflow(steps: steps);
        var request = change?.Invoke(cloud.Request()) ?? cloud.Request();

        var run = () => workflow.RunAsync(request, null, TestCloud.Cancel);

        var failure = await run.Should().ThrowAsync<E2EStepException>().WithMessage(message);
        failure.Which.StepId.Should().Be(stepId, failure.Which.Message);
        (await Inventory.OfAsync(cloud, workflow)).Servers.Should().Be(0);
    }

    /// <summary>Stands in for a built-in step and does nothing.</summary>
    private sealed class Missing(string id, params string[] after) : TestStep(id, after)
    {
        protected override Task RunAsync(E2EStepContext context, CancellationToken cancellationToken) => Task.CompletedTask;
    }

    /// <summary>Does something wrong between a step and the API key's.</summary>
    private sealed class Spoiler(string after, Func<E2EStepContext, CancellationToken, Task> spoil) : TestStep(E2EStepIds.ServicePolicies + "-spoiled", [after])
    {
        public override IReadOnlyList<string> Before => [E2EStepIds.ApiKey];

        protected override Task RunAsync(E2EStepContext context, CancellationToken cancellationToken) => spoil(context, cancellationToken);
    }

    private sealed class PlainUpload() : TestStep(E2EStepIds.Upload, [E2EStepIds.Image, E2EStepIds.DataKey, E2EStepIds.Bucket])
    {
        protected override async Task RunAsync(E2EStepContext context, CancellationToken cancellationToken)
        {
            var disk = await context.OpenDiskAsync(cancellationToken);
            await using var plain = await DynamicVhdImage.OpenAsync(disk, null, cancellationToken);
            context.Facts.ObjectKey = ImageKey.ObjectName(context.Request.Profile, context.Request.Name);
            await context.Clients.ObjectStorage(context.Request.Region).UploadAsync(context.Facts.Bucket!, context.Facts.ObjectKey, plain, null, null, cancellationToken);
        }
    }
}
