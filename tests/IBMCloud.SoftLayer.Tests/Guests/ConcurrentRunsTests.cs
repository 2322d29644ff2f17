namespace IBMCloud.SoftLayer.Tests.Guests;

public sealed class ConcurrentRunsTests : ClassicCloudTest
{
    [Fact]
    public async Task Twenty_runs_at_once_do_not_mix_up_their_templates_or_servers()
    {
        await UploadAsync();

        var runs = await Task.WhenAll(Enumerable.Range(0, 20).Select(RunAsync));

        runs.Select(run => run.Template.Id).Should().OnlyHaveUniqueItems();
        runs.Select(run => run.Guest.Id).Should().OnlyHaveUniqueItems();
        runs.Should().OnlyContain(run => run.Template.Note == run.Note && run.Guest.Hostname == run.Host
            && run.Guest.BlockDeviceTemplateGroup!.GlobalIdentifier == run.Template.GlobalIdentifier);
        (await Client.ImageTemplates.ListAsync(Cancel)).Should().HaveCount(20);
    }

    // All templates have one name: only the note tells whose is whose.
    private async Task<(string Note, string Host, ImageTemplate Template, VirtualGuest Guest)> RunAsync(int number)
    {
        var (note, host) = ($"run {number}", $"web-{number}");
        if (number % 4 == 0)
        {
            Emulator.Faults.Add(IBMCloud.Emulator.EmulatedService.SoftLayer, $"POST {Templates}/createFromIcos.json", IBMCloud.Emulator.Fault.ResetAfter());
        }

        using var client = NewClient();
        var template = await client.ImageTemplates.ImportAsync(Import("shared name", note), Cancel);
        template = await client.ImageTemplates.WaitUntilReadyAsync(template.Id, Fast, cancellationToken: Cancel);
        var guest = await client.VirtualGuests.CreateAsync(Order(template, host), Cancel);
        return (note, host, template, await client.VirtualGuests.WaitUntilProvisionedAsync(guest.Id, Fast, cancellationToken: Cancel));
    }
}
