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
    public async Task Clients_of_several_accounts_are_told_apart_by_name()
    {
        await using var services = new ServiceCollection()
            .AddIbmIam("one", options =>
            {
                options.Endpoints = Emulator.Endpoints;
                options.UseApiKey(ApiKey, withClassicAccount: true);
            })
            .AddSoftLayer(name: "one")
            .AddSoftLayer(SoftLayerCredential.ApiKey(ApiKey), "other")
            .BuildServiceProvider();

        (await services.GetRequiredKeyedService<SoftLayerClient>("one").Account.GetAsync(Cancel)).Id.Should().Be(1234567);
        services.GetRequiredKeyedService<SoftLayerClient>("other").Should().NotBeSameAs(services.GetRequiredKeyedService<SoftLayerClient>("one"));
        services.GetService<SoftLayerClient>().Should().BeNull();
    }

    [Fact]
    public void Without_any_credential_the_message_says_what_to_register()
    {
        using var services = new ServiceCollection().AddSoftLayer().BuildServiceProvider();

        FluentActions.Invoking(() => services.GetRequiredService<SoftLayerClient>()).Should().Throw<InvalidOperationException>().WithMessage("*AddIbmIam*");
    }

    [Fact]
    public void One_client_serves_the_program()
    {
        using var services = new ServiceCollection().AddSingleton(Options).AddSoftLayer(SoftLayerCredential.ApiKey(ApiKey)).AddSoftLayer().BuildServiceProvider();

        services.GetServices<SoftLayerClient>().Should().ContainSingle();
    }
}
