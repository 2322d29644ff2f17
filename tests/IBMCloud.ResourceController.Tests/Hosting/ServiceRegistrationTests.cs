using IBMCloud.Core;
using IBMCloud.Emulator;
using IBMCloud.Iam;
using IBMCloud.ResourceController.Tests.Documentation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace IBMCloud.ResourceController.Tests.Hosting;

public sealed class ServiceRegistrationTests : CloudTest
{
    [Fact]
    public async Task Clients_of_a_collection_work_with_its_options_and_share_one_credential()
    {
        using var apiKey = SecretString.FromString(Emulator.ApiKey);
        var services = IamSamples.Hosting(apiKey, Emulator.Endpoints);
        services.AddSingleton(Log.Factory());
        await using var provider = services.BuildServiceProvider();

        var resources = provider.GetRequiredService<ResourceControllerClient>();
        var iam = provider.GetRequiredService<IamClient>();
        (await resources.GetDefaultResourceGroupAsync(Emulator.AccountId, Cancel)).IsDefault.Should().BeTrue();
        (await iam.ListRolesAsync(Emulator.AccountId, "kms", cancellationToken: Cancel)).Should().NotBeEmpty();

        Seen(EmulatedService.Iam, "POST", "/identity/token").Should().Be(1);
        provider.GetRequiredService<IamClient>().Should().BeSameAs(iam);
        Log.Text.Should().Contain("IBMCloud.Http");
    }

    [Fact]
    public async Task Named_clients_are_apart_from_the_others()
    {
        using var apiKey = SecretString.FromString(Emulator.ApiKey);
        await using var provider = IamSamples.Hosting(apiKey, Emulator.Endpoints).BuildServiceProvider();

        provider.GetRequiredKeyedService<IamClient>("backup").Should().NotBeSameAs(provider.GetRequiredService<IamClient>());
        provider.GetRequiredKeyedService<IbmCloudCredential>("backup").Should().BeOfType<ComputeResourceCredential>();
        provider.GetRequiredKeyedService<IbmCloudClientOptions>("backup").Endpoints.Should().BeSameAs(IbmCloudEndpoints.Public);
        provider.GetRequiredKeyedService<ResourceControllerClient>("backup").Should().NotBeNull();
    }

    [Fact]
    public async Task Bad_options_are_told_all_at_once_when_the_program_starts()
    {
        var services = new ServiceCollection();
        services.AddIbmIam("prod", options =>
        {
            options.MaxRetries = 11;
            options.AttemptTimeout = TimeSpan.Zero;
        });
        await using var provider = services.BuildServiceProvider();

        var start = () => provider.GetRequiredService<IStartupValidator>().Validate();

        start.Should().Throw<OptionsValidationException>().Which.Failures.Should().HaveCount(3).And.OnlyContain(failure => failure.Contains("'prod'"))
            .And.Contain(failure => failure.Contains("UseApiKey"));
    }

    [Fact]
    public async Task A_handler_of_the_programs_own_sees_every_request()
    {
        using var apiKey = SecretString.FromString(Emulator.ApiKey);
        var services = IamSamples.Hosting(apiKey, Emulator.Endpoints);
        var counter = new Counter();
        services.AddHttpClient(IbmCloudServiceCollectionExtensions.HttpClientName).AddHttpMessageHandler(() => counter);
        await using var provider = services.BuildServiceProvider();

        await provider.GetRequiredService<IamClient>().ListRolesAsync(Emulator.AccountId, "kms", cancellationToken: Cancel);

        counter.Count.Should().Be(2, "a token and the roles");
    }

    private sealed class Counter : DelegatingHandler
    {
        private int _count;

        public int Count => _count;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _count);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
