using IBMCloud.Emulator;

namespace IBMCloud.SoftLayer.Tests.Reading;

/// <summary>Spec softlayer §1.4: what a value can look like.</summary>
public sealed class ValueTests : ClassicCloudTest
{
    protected override void Configure(EmulatorOptions options)
    {
        base.Configure(options);
        options.Switches.ClassicNumbersAsText = true;
    }

    [Fact]
    public async Task Numbers_that_come_as_text_are_numbers_all_the_same()
    {
        var template = await ReadyTemplateAsync();
        var guest = await Client.VirtualGuests.OrderAsync(Order(template), _ => ValueTask.FromResult(true), Cancel);

        (await Client.VirtualGuests.WaitUntilProvisionedAsync(guest!.Id, Fast, cancellationToken: Cancel)).Id.Should().Be(guest.Id);
        (await Client.Account.GetAsync(Cancel)).Id.Should().Be(1234567);
    }

    [Fact]
    public async Task Dates_keep_their_offset()
    {
        var template = await ReadyTemplateAsync();

        template.CreateDate!.Value.Offset.Should().Be(TimeSpan.FromHours(-6));
        template.CreateDate.Value.Should().BeCloseTo(Emulator.Clock.GetUtcNow(), TimeSpan.FromMinutes(5));
    }

    [Theory]
    [InlineData("""{"id":18308227584}""", 18308227584)]
    [InlineData("""{"id":"18308227584"}""", 18308227584)]
    public void Ids_have_64_bits(string json, long id) =>
        System.Text.Json.JsonSerializer.Deserialize(json, SoftLayerJson.Default.SoftLayerAccount)!.Id.Should().Be(id);

    [Fact]
    public void Any_property_can_be_null_or_absent()
    {
        const string Sparse = """[{"id":1,"children":null,"transactionId":null,"status":null},{"id":2}]""";

        var templates = System.Text.Json.JsonSerializer.Deserialize(Sparse, SoftLayerJson.Default.IReadOnlyListImageTemplate)!;

        templates.Should().HaveCount(2).And.OnlyContain(template => !template.IsReady && template.Running.Count == 0);
    }
}
