namespace IBMCloud.E2E.Tests.Flow;

public sealed class WholeFlowTests
{
    [Theory]
    [InlineData(E2EProfile.ClassicVhd, null)]
    [InlineData(E2EProfile.ClassicVhd, 32)]
    [InlineData(E2EProfile.ClassicLuks, null)]
    [InlineData(E2EProfile.ClassicLuks, 64)]
    public async Task A_plain_image_becomes_an_encrypted_server(E2EProfile profile, int? dataKeyLength)
    {
        await using var cloud = await TestCloud.StartAsync(profile);
        using var workflow = cloud.Workflow();
        var request = cloud.Request(profile) with { DataKeyLength = dataKeyLength };

        var result = await workflow.RunAsync(request, null, TestCloud.Cancel);
        var report = await workflow.VerifyAsync(request, new VerifyOptions { Whole = true }, null, TestCloud.Cancel);

        result.Journal.IsComplete.Should().BeTrue();
        result.Outcomes[E2EStepIds.Server].Kind.Should().Be(StepOutcomeKind.Created);
        result.Timeline!.Missing.Should().BeEmpty(result.Timeline.ToText());
        result.Timeline.Findings.Should().HaveCount(4);
        report.Checks.Should().OnlyContain(check => check.Verdict == CheckVerdict.Passed, report.ToText());
        report.Checks.Should().HaveCount(7);
    }

    [Fact]
    public async Task A_LUKS1_container_is_taken_in_2018_as_well()
    {
        await using var cloud = await TestCloud.StartAsync(E2EProfile.ClassicLuks);
        using var workflow = cloud.Workflow();
        var request = cloud.Request(E2EProfile.ClassicLuks) with { Luks = new Luks.LuksFormatOptions { Version = Luks.LuksVersion.Luks1 } };

        await workflow.RunAsync(request, null, TestCloud.Cancel);

        (await workflow.VerifyAsync(request, null, null, TestCloud.Cancel)).Passed.Should().BeTrue();
    }

    [Fact]
    public async Task A_second_run_finds_everything_and_makes_nothing_twice()
    {
        await using var cloud = await TestCloud.StartAsync();
        using var workflow = cloud.Workflow();
        await workflow.RunAsync(cloud.Request(), null, TestCloud.Cancel);
        var before = await Inventory.OfAsync(cloud, workflow);

        var second = await workflow.RunAsync(cloud.Request(), null, TestCloud.Cancel);

        (await Inventory.OfAsync(cloud, workflow)).Should().BeEquivalentTo(before);
        second.Outcomes.Values.Should().NotContain(outcome => outcome.Kind == StepOutcomeKind.Created);
    }

    [Fact]
    public async Task A_second_run_without_the_journal_finds_instances_key_bucket_and_service_ID_and_leaves_the_object_alone()
    {
        await using var cloud = await TestCloud.StartAsync();
        using (var first = cloud.Workflow())
        {
            await first.RunAsync(cloud.Request(), null, TestCloud.Cancel);
        }

        using var workflow = cloud.Workflow(new MemoryJournalStore());
        var run = () => workflow.RunAsync(cloud.Request(), null, TestCloud.Cancel);

        (await run.Should().ThrowAsync<E2EStepException>()).Which.StepId.Should().Be(E2EStepIds.Upload);
        var after = await Inventory.OfAsync(cloud, workflow);
        after.Instances.Should().Be(2);
        after.RootKeys.Should().Be(1);
        after.ServiceIds.Should().Be(1);
        after.Policies.Should().Be(4);
        after.Templates.Should().Be(1);
        after.Servers.Should().Be(1);
    }

    [Fact]
    public async Task A_bucket_encrypted_with_the_root_key_gets_its_own_authorization()
    {
        await using var cloud = await TestCloud.StartAsync();
        using var workflow = cloud.Workflow();

        var result = await workflow.RunAsync(cloud.Request() with { EncryptBucket = true }, null, TestCloud.Cancel);

        var bucket = await workflow.Clients.ObjectStorage(Core.IbmRegion.UsSouth).FindBucketAsync(result.Journal.Facts.Bucket!, TestCloud.Cancel);
        bucket!.RootKey!.Resource.Should().Be(result.Journal.Facts.RootKeyId);
        result.Outcomes.Should().ContainKey(E2EStepIds.BucketAuthorization);
    }

    [Fact]
    public async Task An_image_in_a_bucket_is_encrypted_into_another_bucket_without_a_local_copy()
    {
        await using var cloud = await TestCloud.StartAsync();
        using var workflow = cloud.Workflow();
        var exported = await workflow.RunAsync(cloud.Request() with { Name = "exported", Server = null }, null, TestCloud.Cancel);
        var storage = workflow.Clients.ObjectStorage(Core.IbmRegion.UsSouth);
        using var disk = new Primitives.MemoryImageSource(cloud.Disk);
        using var vhd = await DiskImages.DynamicVhdImage.OpenAsync(disk, null, TestCloud.Cancel);
        await storage.UploadAsync(exported.Journal.Facts.Bucket!, "export-0.vhd", vhd, null, null, TestCloud.Cancel);
        var request = cloud.Request() with { Image = ImageInput.BucketObject(Core.IbmRegion.UsSouth, exported.Journal.Facts.Bucket!, "export-0.vhd") };

        await workflow.RunAsync(request, null, TestCloud.Cancel);

        (await workflow.VerifyAsync(cloud.Request(), new VerifyOptions { Whole = true }, null, TestCloud.Cancel)).Passed.Should().BeTrue();
    }

    [Fact]
    public async Task Without_a_server_the_run_ends_with_the_template()
    {
        await using var cloud = await TestCloud.StartAsync();
        using var workflow = cloud.Workflow();

        var result = await workflow.RunAsync(cloud.Request() with { Server = null }, null, TestCloud.Cancel);

        result.Outcomes.Should().NotContainKey(E2EStepIds.Server);
        (await Inventory.OfAsync(cloud, workflow)).Servers.Should().Be(0);
    }

    [Fact]
    public async Task Progress_tells_of_every_step_and_of_the_transfer()
    {
        await using var cloud = await TestCloud.StartAsync();
        using var workflow = cloud.Workflow();
        var seen = new RecordedProgress();

        var result = await workflow.RunAsync(cloud.Request(), seen, TestCloud.Cancel);

        seen.Events.Where(one => one.Stage == E2EStage.Done).Select(one => one.StepId).Should().BeEquivalentTo(result.Outcomes.Keys);
        seen.Events.Should().Contain(one => one.StepId == E2EStepIds.Upload && one.Transfer != null && one.Transfer.Value.BytesDone == one.Transfer.Value.BytesTotal);
    }
}
