using IBMCloud.DiskImages;
using IBMCloud.Primitives;

namespace IBMCloud.SoftLayer.Tests.Images;

public sealed class CaptureAndExportTests : ClassicCloudTest
{
    [Fact]
    public async Task A_servers_disk_comes_out_as_the_VHD_that_the_export_names()
    {
        using var disk = new MemoryImageSource(Disk);
        var server = await Emulator.AddServerAsync("source", "example.com", disk, cancellationToken: Cancel);

        var template = await Client.ImageTemplates.CaptureAsync(server, "captured", cancellationToken: Cancel);
        await Client.ImageTemplates.WaitUntilReadyAsync(template.Id, Fast, cancellationToken: Cancel);
        await Client.VirtualGuests.WaitUntilProvisionedAsync(server, Fast, cancellationToken: Cancel);
        var exported = await Client.ImageTemplates.ExportAsync(template.Id, new Uri($"cos://{Region}/{Bucket}/out/debian.vhd"), ApiKey, Cancel);
        await Client.ImageTemplates.WaitUntilReadyAsync(template.Id, Fast, cancellationToken: Cancel);

        exported.Should().Be(new Uri($"cos://{Region}/{Bucket}/out/debian-0.vhd"));
        using var file = new MemoryImageSource((await ObjectAsync("out/debian-0.vhd"))!);
        using var opened = await DiskImage.OpenAsync(file, null, Cancel);
        var bytes = new byte[opened.Length];
        opened.Read(0, bytes);
        bytes.Should().Equal(Disk);
    }

    [Fact]
    public async Task An_export_to_where_the_key_may_not_write_says_true_and_brings_nothing()
    {
        using var disk = new MemoryImageSource(Disk);
        var server = await Emulator.AddServerAsync("source", "example.com", disk, cancellationToken: Cancel);
        var template = await Client.ImageTemplates.CaptureAsync(server, "captured", cancellationToken: Cancel);
        await Client.ImageTemplates.WaitUntilReadyAsync(template.Id, Fast, cancellationToken: Cancel);

        await Client.ImageTemplates.ExportAsync(template.Id, new Uri($"cos://eu-de/{Bucket}/debian.vhd"), ApiKey, Cancel);
        await Client.ImageTemplates.WaitUntilReadyAsync(template.Id, Fast, cancellationToken: Cancel);

        (await ObjectAsync("debian-0.vhd")).Should().BeNull();
        var events = await Client.EventLog.ListAsync(new() { From = DateTimeOffset.UtcNow.AddHours(-1), To = DateTimeOffset.UtcNow.AddHours(1), ObjectIds = [template.Id] }, Cancel);
        events.Should().Contain(one => one.EventName == "Image Export Failed" && one.MetaData!.Contains("us-south"));
    }

    [Fact]
    public async Task A_captured_server_goes_out_is_encrypted_comes_back_and_runs()
    {
        using var disk = new MemoryImageSource(Disk);
        var server = await Emulator.AddServerAsync("source", "example.com", disk, cancellationToken: Cancel);
        var plain = await Client.ImageTemplates.CaptureAsync(server, "plain", cancellationToken: Cancel);
        await Client.ImageTemplates.WaitUntilReadyAsync(plain.Id, Fast, cancellationToken: Cancel);
        await Client.ImageTemplates.ExportAsync(plain.Id, new Uri($"cos://{Region}/{Bucket}/plain.vhd"), ApiKey, Cancel);
        await Client.ImageTemplates.WaitUntilReadyAsync(plain.Id, Fast, cancellationToken: Cancel);

        using var exported = new MemoryImageSource((await ObjectAsync("plain-0.vhd"))!);
        using var opened = await DiskImage.OpenAsync(exported, null, Cancel);
        await UploadAsync("secret.vhd-0.vhd", opened);
        var encrypted = await Client.ImageTemplates.ImportAsync(Import("secret", @object: "secret.vhd-0.vhd"), Cancel);
        encrypted = await Client.ImageTemplates.WaitUntilReadyAsync(encrypted.Id, Fast, cancellationToken: Cancel);
        var guest = await Client.VirtualGuests.CreateAsync(Order(encrypted), Cancel);
        var running = await Client.VirtualGuests.WaitUntilProvisionedAsync(guest.Id, Fast, cancellationToken: Cancel);

        running.PowerState!.KeyName.Should().Be("RUNNING");
        (await Client.ImageTemplates.IsEncryptedAsync(encrypted.Id, Cancel)).Should().BeTrue();
    }

    [Theory]
    [InlineData("cos://us-south/images/debian.vhd", 0, "cos://us-south/images/debian-0.vhd")]
    [InlineData("cos://us-south/images/a.b/debian", 1, "cos://us-south/images/a.b/debian-1")]
    public void The_disks_number_goes_before_the_extension(string uri, int disk, string expected) =>
        ImageTemplateClient.ExportedDisk(new Uri(uri), disk).Should().Be(new Uri(expected));

    [Fact]
    public async Task An_encrypted_template_is_exported_as_it_is()
    {
        var template = await ReadyTemplateAsync();

        await Client.ImageTemplates.ExportAsync(template.Id, new Uri($"cos://{Region}/{Bucket}/copy.vhd"), ApiKey, Cancel);
        await Client.ImageTemplates.WaitUntilReadyAsync(template.Id, Fast, cancellationToken: Cancel);

        (await ObjectAsync("copy-0.vhd")).Should().Equal(await ObjectAsync("debian.vhd-0.vhd"));
    }
}
