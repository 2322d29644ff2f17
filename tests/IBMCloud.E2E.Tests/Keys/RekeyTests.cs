using IBMCloud.Core;
using IBMCloud.Luks;
using IBMCloud.Primitives;

namespace IBMCloud.E2E.Tests.Keys;

/// <summary>A new data key for an image that is uploaded, without encrypting it again.</summary>
public sealed class RekeyTests
{
    [Theory]
    [InlineData(LuksVersion.Luks1)]
    [InlineData(LuksVersion.Luks2)]
    public async Task The_image_opens_with_the_new_data_key_and_no_more_with_the_old_one(LuksVersion version)
    {
        await using var cloud = await TestCloud.StartAsync(E2EProfile.ClassicLuks);
        using var workflow = cloud.Workflow();
        var request = cloud.Request(E2EProfile.ClassicLuks) with { Luks = new LuksFormatOptions { Version = version }, Server = null };
        var before = (await workflow.RunAsync(request, null, TestCloud.Cancel)).Journal.Facts;

        var result = await workflow.RekeyImageAsync("test-run", TestCloud.Cancel);

        var after = cloud.Journals.Find("test-run")!.Facts;
        after.WrappedDataKey.Should().NotBe(before.WrappedDataKey);
        after.ObjectETag.Should().Be(result.ObjectETag).And.NotBe(before.ObjectETag);
        after.PendingHeader.Should().BeNull();
        after.FormerDataKeys.Should().ContainSingle().Which.WrappedDataKey.Should().Be(before.WrappedDataKey);
        result.TemplateWithFormerKey.Should().Be(before.TemplateId);
        (await workflow.VerifyAsync(request, new VerifyOptions { Whole = true }, null, TestCloud.Cancel)).Passed.Should().BeTrue();
        (await OpensAsync(workflow, after, before.WrappedDataKey!)).Should().BeFalse();
        (await OpensAsync(workflow, after, after.WrappedDataKey!)).Should().BeTrue();
        var report = await workflow.ReportAsync("test-run", new ReportOptions { ReadAudit = false }, TestCloud.Cancel);
        report.Keys.FormerDataKeys.Should().ContainSingle().Which.Should().Match<EvidenceFormerKey>(key => key.RootKeyCrn == before.RootKeyCrn && key.TemplateId == before.TemplateId
            && key.WrappedDataKeySha256 != report.Keys.WrappedDataKeySha256);
        report.ToHtml().Should().Contain("Former data key").And.Contain(report.Keys.FormerDataKeys[0].WrappedDataKeySha256).And.NotContain(before.WrappedDataKey!);
    }

    [Fact]
    public async Task A_VHD_is_refused_since_its_data_are_encrypted_with_the_data_key_itself()
    {
        await using var cloud = await TestCloud.StartAsync();
        using var workflow = cloud.Workflow();
        await workflow.RunAsync(cloud.Request() with { Server = null }, null, TestCloud.Cancel);
        var before = cloud.Journals.Find("test-run")!.Facts.WrappedDataKey;

        var rekey = () => workflow.RekeyImageAsync("test-run", TestCloud.Cancel);

        (await rekey.Should().ThrowAsync<RekeyException>().WithMessage("*no keyslots*another name*")).Which.Reason.Should().Be(RekeyRefusal.NoKeyslots);
        cloud.Journals.Find("test-run")!.Facts.WrappedDataKey.Should().Be(before);
    }

    [Fact]
    public async Task What_is_not_uploaded_or_was_replaced_is_refused()
    {
        await using var cloud = await TestCloud.StartAsync(E2EProfile.ClassicLuks);
        using var workflow = cloud.Workflow();
        var request = cloud.Request(E2EProfile.ClassicLuks) with { Server = null };
        using (var first = cloud.Workflow(new CutOffJournalStore(cloud.Journals, 8, written: true)))
        {
            await FluentActions.Awaiting(() => first.RunAsync(request, null, TestCloud.Cancel)).Should().ThrowAsync<Exception>();
        }

        var early = () => workflow.RekeyImageAsync("test-run", TestCloud.Cancel);
        (await early.Should().ThrowAsync<RekeyException>()).Which.Reason.Should().Be(RekeyRefusal.NotUploaded);

        var facts = (await workflow.RunAsync(request, null, TestCloud.Cancel)).Journal.Facts;
        using (var other = new MemoryImageSource(new byte[1 << 20]))
        {
            await workflow.Clients.ObjectStorage(IbmRegion.UsSouth).UploadAsync(facts.Bucket!, facts.ObjectKey!, other, new() { Overwrite = true }, null, TestCloud.Cancel);
        }

        var replaced = () => workflow.RekeyImageAsync("test-run", TestCloud.Cancel);
        (await replaced.Should().ThrowAsync<RekeyException>()).Which.Reason.Should().Be(RekeyRefusal.ObjectChanged);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    [InlineData(2, true)]
    public async Task Cut_off_at_any_journal_write_the_image_opens_with_what_the_journal_has_and_the_next_call_ends_it(int write, bool written)
    {
        await using var cloud = await TestCloud.StartAsync(E2EProfile.ClassicLuks);
        using var workflow = cloud.Workflow();
        var request = cloud.Request(E2EProfile.ClassicLuks) with { Luks = new LuksFormatOptions { Version = LuksVersion.Luks1 }, Server = null };
        var before = (await workflow.RunAsync(request, null, TestCloud.Cancel)).Journal.Facts;
        using (var cutOff = cloud.Workflow(new CutOffJournalStore(cloud.Journals, write, written)))
        {
            await FluentActions.Awaiting(() => cutOff.RekeyImageAsync("test-run", TestCloud.Cancel)).Should().ThrowAsync<CutOffException>();
        }

        (await workflow.VerifyAsync(request, new VerifyOptions { Whole = true }, null, TestCloud.Cancel)).Passed.Should().BeTrue();
        await workflow.RotateRootKeyAsync("test-run", TestCloud.Cancel);
        (await workflow.VerifyAsync(request, new VerifyOptions { Whole = true }, null, TestCloud.Cancel)).Passed.Should().BeTrue();
        await workflow.RekeyImageAsync("test-run", TestCloud.Cancel);

        var after = cloud.Journals.Find("test-run")!.Facts;
        after.PendingHeader.Should().BeNull();
        (await workflow.VerifyAsync(request, new VerifyOptions { Whole = true }, null, TestCloud.Cancel)).Passed.Should().BeTrue();
        (await OpensAsync(workflow, after, before.WrappedDataKey!)).Should().BeFalse();
        (await Inventory.OfAsync(cloud, workflow)).UnfinishedUploads.Should().Be(0);
    }

    [Fact]
    public async Task A_run_after_a_re_key_that_was_cut_off_uploads_nothing_again_and_goes_on_with_the_new_key()
    {
        await using var cloud = await TestCloud.StartAsync(E2EProfile.ClassicLuks);
        using var workflow = cloud.Workflow();
        var request = cloud.Request(E2EProfile.ClassicLuks) with { Server = null };
        await workflow.RunAsync(request, null, TestCloud.Cancel);
        using (var cutOff = cloud.Workflow(new CutOffJournalStore(cloud.Journals, 2, written: false)))
        {
            await FluentActions.Awaiting(() => cutOff.RekeyImageAsync("test-run", TestCloud.Cancel)).Should().ThrowAsync<CutOffException>();
        }

        var result = await workflow.RunAsync(request, null, TestCloud.Cancel);

        result.Outcomes[E2EStepIds.Upload].Kind.Should().Be(StepOutcomeKind.Exists);
        result.Journal.Facts.PendingHeader.Should().BeNull();
        (await workflow.VerifyAsync(request, new VerifyOptions { Whole = true }, null, TestCloud.Cancel)).Passed.Should().BeTrue();
    }

    [Fact]
    public async Task A_data_key_that_is_kept_is_kept_anew_with_each_re_key_and_goes_with_the_keys()
    {
        await using var cloud = await TestCloud.StartAsync(E2EProfile.ClassicLuks);
        using var workflow = cloud.Workflow();
        var request = cloud.Request(E2EProfile.ClassicLuks) with { KeepDataKey = true, Server = null };
        await workflow.RunAsync(request, null, TestCloud.Cancel);
        (await workflow.RunAsync(request, null, TestCloud.Cancel)).Outcomes[E2EStepIds.StandardKey].Kind.Should().Be(StepOutcomeKind.Exists);
        await workflow.RekeyImageAsync("test-run", TestCloud.Cancel);

        var facts = cloud.Journals.Find("test-run")!.Facts;
        facts.StandardKeyIds.Should().HaveCount(2);
        (await workflow.ReportAsync("test-run", new ReportOptions { ReadAudit = false }, TestCloud.Cancel)).Keys.StandardKeyIds.Should().Equal(facts.StandardKeyIds);
        using (var kept = await workflow.Clients.KeyProtect(Crn.Parse(facts.KeyProtectInstanceCrn!)).GetPayloadAsync(facts.StandardKeyIds![1], TestCloud.Cancel))
        {
            (await OpensAsync(workflow, facts, kept)).Should().BeTrue();
        }

        var planned = await workflow.PlanTearDownAsync("test-run", TestCloud.Cancel);
        var report = await workflow.TearDownAsync("test-run", new TearDownOptions { DeleteKeys = true }, null, TestCloud.Cancel);

        planned.Single(one => one.StepId == E2EStepIds.StandardKey).Stays.Should().Contain("only when asked for");
        report.Remaining.Should().BeEmpty(report.ToText());
        (await Inventory.OfAsync(cloud, workflow)).Should().BeEquivalentTo(new Inventory());
    }

    private static async Task<bool> OpensAsync(E2EWorkflow workflow, RunFacts facts, string wrapped)
    {
        using var dataKey = await workflow.Clients.UnwrapAsync(facts, wrapped, TestCloud.Cancel);
        return await OpensAsync(workflow, facts, dataKey);
    }

    private static async Task<bool> OpensAsync(E2EWorkflow workflow, RunFacts facts, SecretBytes dataKey)
    {
        using var passphrase = ImageKey.OfImage(E2EProfile.ClassicLuks, dataKey);
        var stored = await workflow.Clients.ObjectStorage(IbmRegion.UsSouth).OpenObjectAsync(facts.Bucket!, facts.ObjectKey!, TestCloud.Cancel);
        await using (stored)
        {
            try
            {
                using var disk = await LuksContainer.OpenAsync(stored, passphrase, cancellationToken: TestCloud.Cancel);
                return true;
            }
            catch (LuksException e) when (e.Reason == LuksError.WrongPassphrase)
            {
                return false;
            }
        }
    }
}
