using IBMCloud.Core;
using IBMCloud.Emulator;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace IBMCloud.KeyProtect.Tests.Hosting;

public sealed class HostingTests : KeyProtectTest
{
    [Fact]
    public async Task A_program_gets_one_client_for_its_instance()
    {
        await using var provider = Services().AddKeyProtect(options => options.InstanceCrn = Instance.Crn.ToString()).BuildServiceProvider();
        provider.GetRequiredService<IStartupValidator>().Validate();

        var client = provider.GetRequiredService<KeyProtectClient>();

        client.Should().BeSameAs(provider.GetRequiredService<KeyProtectClient>());
        (await client.EnsureRootKeyAsync("hosted", new KeyDraft { Name = "hosted" }, Cancel)).Created.Should().BeTrue();
    }

    [Fact]
    public async Task Several_instances_have_names_and_share_the_credential_or_have_their_own()
    {
        var other = NewInstance("kms", "eu-de");
        var hyper = NewInstance("hs-crypto", "us-south");
        using var token = SecretString.FromString("no-token");
        await using var provider = Services()
            .AddKeyProtect("primary", options => options.InstanceCrn = Instance.Crn.ToString())
            .AddKeyProtect("backup", options => options.InstanceCrn = other.ToString())
            .AddKeyProtect("hyper", options => (options.InstanceCrn, options.Endpoint) = (hyper.ToString(), Emulator.Address(EmulatedService.KeyProtect, "us-south")))
            .AddKeyProtect("foreign", options => options.InstanceCrn = Instance.Crn.ToString())
            .AddKeyedSingleton<IbmCloudCredential>("foreign", new StaticTokenCredential(token))
            .BuildServiceProvider();
        KeyProtectClient Named(string name) => provider.GetRequiredKeyedService<KeyProtectClient>(name);

        await Named("primary").CreateRootKeyAsync(new KeyDraft { Name = "here" }, Cancel);

        (await Named("primary").CountKeysAsync(cancellationToken: Cancel)).Should().Be(1);
        (await Named("backup").CountKeysAsync(cancellationToken: Cancel)).Should().Be(0);
        (await Named("hyper").CountKeysAsync(cancellationToken: Cancel)).Should().Be(0);
        (await ProblemOfAsync(() => Named("foreign").CountKeysAsync(cancellationToken: Cancel))).Should().Be(KeyProtectProblem.AccessDenied);
    }

    [Theory]
    [InlineData("", "*no CRN*")]
    [InlineData("my instance", "*no CRN*")]
    [InlineData("crn:v1:bluemix:public:cloud-object-storage:global:a/0123456789abcdef0123456789abcdef:11111111-2222-4333-8444-555555555555::", "*kms*")]
    public async Task A_wrong_CRN_is_said_when_the_program_starts(string crn, string message)
    {
        await using var provider = Services().AddKeyProtect("wrong", options => options.InstanceCrn = crn).BuildServiceProvider();

        var start = () => provider.GetRequiredService<IStartupValidator>().Validate();

        start.Should().Throw<OptionsValidationException>().WithMessage(message).WithMessage("*of 'wrong'*");
    }

    private IServiceCollection Services() => new ServiceCollection().AddSingleton<IbmCloudCredential>(Owner).AddSingleton(Options);
}
