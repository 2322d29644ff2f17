using IBMCloud.Core;
using Microsoft.Extensions.DependencyInjection;

namespace IBMCloud.ObjectStorage.Tests.Configuration;

public sealed class RegistrationTests
{
    [Fact]
    public void The_client_is_registered_once_with_the_registered_credential()
    {
        using var token = SecretString.FromString("token");
        using var provider = new ServiceCollection()
            .AddSingleton<IbmCloudCredential>(new StaticTokenCredential(token))
            .AddObjectStorage(IbmRegion.EuDe)
            .AddObjectStorage(IbmRegion.UsSouth)
            .BuildServiceProvider();

        provider.GetRequiredService<ObjectStorageClient>().Region.Should().Be(IbmRegion.EuDe);
        provider.GetServices<ObjectStorageClient>().Should().ContainSingle();
    }
}
