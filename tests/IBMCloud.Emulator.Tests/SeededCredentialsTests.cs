using System.Net;

namespace IBMCloud.Emulator.Tests;

public sealed class SeededCredentialsTests : EmulatorTest
{
    protected override void Configure(EmulatorOptions options)
    {
        options.Regions = ["eu-gb"];
        options.LinkedClassicAccount = "7654321";
    }

    [Fact]
    public async Task The_owners_api_key_logs_in() => (await LogInAsync(Emulator.ApiKey)).StatusCode.Should().Be(HttpStatusCode.OK);

    [Fact]
    public void The_classic_user_is_named_after_the_linked_account_and_has_a_classic_key_of_its_own()
    {
        Emulator.SoftLayerUser.Should().StartWith("7654321_");
        Emulator.SoftLayerKey.Should().MatchRegex("^[0-9a-f]{64}$");
    }

    [Fact]
    public async Task A_classic_key_is_no_IAM_key() => (await LogInAsync(Emulator.SoftLayerKey)).StatusCode.Should().Be(HttpStatusCode.BadRequest);

    [Fact]
    public void Services_and_regions_that_are_there_have_addresses()
    {
        Emulator.Regions.Should().Equal("eu-gb");
        Emulator.Services.Should().Contain(EmulatedService.Iam).And.OnlyHaveUniqueItems();
        Emulator.Address(EmulatedService.ObjectStorage, Emulator.Regions[0]).IsLoopback.Should().BeTrue();
    }
}
