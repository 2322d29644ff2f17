using IBMCloud.Core;
using IBMCloud.Emulator;

namespace IBMCloud.SoftLayer.Tests.Images;

public sealed class ImportTests : ClassicCloudTest
{
    protected override void Configure(EmulatorOptions options)
    {
        base.Configure(options);
        options.StageDelay = TimeSpan.FromMilliseconds(20);
    }

    [Fact]
    public async Task An_encrypted_image_is_imported_and_waited_for_until_all_copies_are_idle()
    {
        await UploadAsync();

        var template = await Client.ImageTemplates.ImportAsync(Import(), Cancel);
        var ready = await Client.ImageTemplates.WaitUntilReadyAsync(template.Id, Fast, cancellationToken: Cancel);

        ready.IsReady.Should().BeTrue();
        ready.Children.Should().ContainSingle().Which.Datacenter!.Name.Should().Be("dal13");
        (await Client.ImageTemplates.IsEncryptedAsync(template.Id, Cancel)).Should().BeTrue();
    }

    [Fact]
    public async Task Active_is_not_ready_while_a_copy_is_still_being_transferred()
    {
        await UploadAsync();
        // A stage ends when it was looked at, so that none passes between two looks.
        var stage = Emulator.Cloud.Options.StageDelay = TimeSpan.FromMinutes(1);
        var seen = new List<string>();
        var looked = new Reported<WaitProgress>(progress =>
        {
            seen.AddRange(progress.Running);
            Emulator.Clock.Advance(stage);
        });

        var template = await Client.ImageTemplates.ImportAsync(Import(), Cancel);
        await Client.ImageTemplates.WaitUntilReadyAsync(template.Id, Fast, looked, Cancel);

        template.IsReady.Should().BeFalse();
        seen.Should().Contain("Transfer Cloud Disk Template");
    }

    [Fact]
    public async Task A_plain_image_needs_no_key()
    {
        using var disk = new Primitives.MemoryImageSource(Disk);
        using var vhd = await DiskImages.DynamicVhdImage.OpenAsync(disk, null, Cancel);
        var bytes = new byte[vhd.Length];
        vhd.Read(0, bytes);
        await PutAsync("plain.vhd", bytes);

        var template = await Client.ImageTemplates.ImportAsync(
            new PlainImageImport { Name = "plain", OsReferenceCode = "DEBIAN_12_64", Uri = new Uri($"cos://{Region}/{Bucket}/plain.vhd"), ApiKey = ApiKey }, Cancel);

        (await Client.ImageTemplates.IsEncryptedAsync(template.Id, Cancel)).Should().BeFalse();
    }

    [Theory]
    [InlineData(ImportFailureShape.AtOnce)]
    [InlineData(ImportFailureShape.TemplateDisappears)]
    [InlineData(ImportFailureShape.TransactionNeverEnds)]
    public async Task A_failed_import_is_told_in_every_shape(ImportFailureShape shape)
    {
        Emulator.Cloud.Options.Switches.ImportFailure = shape;
        await UploadAsync();
        var damaged = (await ObjectAsync("debian.vhd-0.vhd"))!;
        damaged[^500] ^= 1;
        damaged[12] ^= 1;
        await PutAsync("debian.vhd-0.vhd", damaged);

        var import = async () =>
        {
            var template = await Client.ImageTemplates.ImportAsync(Import(), Cancel);
            // What ends by itself is given all the time that a busy machine may need.
            var deadline = shape == ImportFailureShape.TransactionNeverEnds ? TimeSpan.FromSeconds(1) : TimeSpan.FromMinutes(2);
            await Client.ImageTemplates.WaitUntilReadyAsync(template.Id, new() { PollInterval = Fast.PollInterval, Deadline = deadline }, cancellationToken: Cancel);
        };

        (await import.Should().ThrowAsync<IbmCloudException>()).Which.Message.Should().Contain(shape switch
        {
            ImportFailureShape.AtOnce => "cannot be read",
            ImportFailureShape.TemplateDisappears => "is gone: the import failed",
            _ => "is not done after",
        });
    }

    [Fact]
    public async Task A_wait_survives_failed_looks()
    {
        await UploadAsync();
        var template = await Client.ImageTemplates.ImportAsync(Import(), Cancel);
        Emulator.Faults.Add(EmulatedService.SoftLayer, $"GET {Templates}/{template.Id}/getObject.json*", Fault.InternalError(), times: 4);
        using var hasty = NewClient(ClientOptions(retries: 0));

        var ready = await hasty.ImageTemplates.WaitUntilReadyAsync(template.Id, Fast, cancellationToken: Cancel);

        ready.IsReady.Should().BeTrue();
    }

    [Fact]
    public async Task Delete_is_seen_to_its_end()
    {
        var template = await ReadyTemplateAsync();

        (await Client.ImageTemplates.DeleteAsync(template.Id, Cancel)).Should().BeTrue();
        while (await Client.ImageTemplates.GetAsync(template.Id, Cancel) is not null)
        {
            await Task.Yield();
        }

        (await Client.ImageTemplates.DeleteAsync(template.Id, Cancel)).Should().BeFalse();
    }

    [Fact]
    public async Task Name_and_note_can_be_changed()
    {
        var template = await ReadyTemplateAsync();

        await Client.ImageTemplates.EditAsync(template.Id, "renamed", "noted", Cancel);

        (await Client.ImageTemplates.FindAsync("renamed", "noted", Cancel))!.Id.Should().Be(template.Id);
        (await Client.ImageTemplates.FindAsync("debian", cancellationToken: Cancel)).Should().BeNull();
    }

    [Fact]
    public async Task Copies_come_and_go_with_locations()
    {
        var template = await ReadyTemplateAsync();

        await Client.ImageTemplates.AddLocationsAsync(template.Id, ["dal12", "wdc07"], Cancel);
        var three = await Client.ImageTemplates.WaitUntilReadyAsync(template.Id, Fast, cancellationToken: Cancel);
        await Client.ImageTemplates.RemoveLocationsAsync(template.Id, ["wdc07"], Cancel);
        await Client.ImageTemplates.WaitUntilReadyAsync(template.Id, Fast, cancellationToken: Cancel);
        await Client.ImageTemplates.SetLocationsAsync(template.Id, ["dal12"], Cancel);
        await Client.ImageTemplates.WaitUntilReadyAsync(template.Id, Fast, cancellationToken: Cancel);

        three.Children.Should().HaveCount(3);
        (await Client.ImageTemplates.GetLocationsAsync(template.Id, Cancel)).Should().ContainSingle().Which.Name.Should().Be("dal12");
        await FluentActions.Awaiting(() => Client.ImageTemplates.AddLocationsAsync(template.Id, ["mars01"], Cancel)).Should().ThrowAsync<ArgumentException>().WithMessage("*mars01*dal13*");
    }

    [Fact]
    public async Task A_template_is_shared_with_another_account()
    {
        var template = await ReadyTemplateAsync();

        await Client.ImageTemplates.ShareAsync(template.Id, 7654321, Cancel);
        var shared = await Client.Rest.CallAsync(new SoftLayerCall("SoftLayer_Virtual_Guest_Block_Device_Template_Group", "getAccountReferences", template.Id), null, Cancel);
        await Client.ImageTemplates.UnshareAsync(template.Id, 7654321, Cancel);

        shared.EnumerateArray().Select(one => one.GetProperty("accountId").GetInt64()).Should().Contain(7654321);
    }

    [Fact]
    public async Task Importable_systems_are_listed() =>
        (await Client.ImageTemplates.GetImportableOperatingSystemsAsync(Cancel)).Select(one => one.ReferenceCode).Should().Contain("DEBIAN_12_64");
}
