using IBMCloud.Core;
using IBMCloud.Iam;
using Microsoft.Extensions.DependencyInjection;

namespace IBMCloud.SoftLayer.Tests;

public sealed class RegistrationTests : ClassicCloudTest
{
    [Fact]
    public async Task A_given_credential_calls()
    {
        await using var services = new ServiceCollection().AddSingleton(Options).AddSoftLayer(SoftLayerCredential.ApiKey(ApiKey)).BuildServiceProvider();

        (await services.GetRequiredService<SoftLayerClient>().Account.GetCurrentUserAsync(Cancel)).Email.Should().Be("owner@example.com");
    }

    [Fact]
    public async Task Without_one_the_registered_IAM_credential_does()
    {
        await using var services = new ServiceCollection()
            .AddSingleton(Options)
            .AddSingleton<IbmCloudCredential>(new ApiKeyCredential(ApiKey, Options, withClassicAccount: true))
            .AddSoftLayer()
            .BuildServiceProvider();

        (await services.GetRequiredService<SoftLayerClient>().Account.GetAsync(Cancel)).Id.Should().Be(1234567);
    }

    [Fact]
    public void One_client_serves_the_program()
    {
        using var services = new ServiceCollection().AddSingleton(Options).AddSoftLayer(SoftLayerCredential.ApiKey(ApiKey)).AddSoftLayer().BuildServiceProvider();

        services.GetServices<SoftLayerClient>().Should().ContainSingle();
    }
}
