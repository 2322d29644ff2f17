using IBMCloud.Core;
using IBMCloud.Emulator;
using IBMCloud.Iam;

namespace IBMCloud.SoftLayer.Tests.Reading;

/// <summary>Spec softlayer §1.2: the three ways to say who calls.</summary>
public sealed class AuthenticationTests : ClassicCloudTest
{
    [Fact]
    public async Task A_classic_key_goes_with_its_user_name()
    {
        using var key = SecretString.FromString(Emulator.SoftLayerKey);
        using var client = NewClient(credential: SoftLayerCredential.ClassicKey(Emulator.SoftLayerUser, key));

        (await client.Account.GetCurrentUserAsync(Cancel)).Username.Should().Be(Emulator.SoftLayerUser);
    }

    [Fact]
    public async Task An_IBM_Cloud_API_key_goes_with_the_name_apikey() =>
        (await Client.Account.GetCurrentUserAsync(Cancel)).Email.Should().Be("owner@example.com");

    [Fact]
    public async Task A_bearer_token_carries_the_classic_account_when_it_is_asked_for()
    {
        using var credential = new ApiKeyCredential(ApiKey, Options, withClassicAccount: true);
        using var client = NewClient(credential: SoftLayerCredential.Bearer(credential));

        (await client.Account.GetAsync(Cancel)).Id.Should().Be(1234567);
    }

    [Fact]
    public async Task A_bearer_token_without_it_is_refused_with_what_to_do()
    {
        using var client = NewClient(credential: SoftLayerCredential.Bearer(Owner));

        (await FluentActions.Awaiting(() => client.Account.GetAsync(Cancel)).Should().ThrowAsync<IbmCloudException>()).Which.Message.Should().Contain("ims_portal");
    }

    [Fact]
    public async Task An_ended_token_is_renewed_once_and_the_call_repeated_once()
    {
        using var credential = new ApiKeyCredential(ApiKey, Options, withClassicAccount: true);
        using var client = NewClient(credential: SoftLayerCredential.Bearer(credential));
        await client.Account.GetAsync(Cancel);
        Emulator.Faults.Add(EmulatedService.SoftLayer, "GET *", Fault.ExpiredToken());

        (await client.Account.GetAsync(Cancel)).Id.Should().Be(1234567);
    }

    [Fact]
    public async Task No_secret_is_logged_at_any_level()
    {
        await UploadAsync();
        var import = Import();
        await Client.ImageTemplates.ImportAsync(import, Cancel);

        Log.Text.Should().NotContain(Emulator.ApiKey).And.NotContain(import.WrappedDek);
    }
}
