using IBMCloud.Luks;
using IBMCloud.ObjectStorage.Tests;
using IBMCloud.Primitives;

namespace IBMCloud.E2E.Tests.Copying;

/// <summary>A copy's memory follows from its parts in flight, never from the image's length.</summary>
[Collection(Alone.Name)]
public sealed class ImageCopyMemoryTests : ObjectStorageTest
{
    private const long Slack = 64L * MiB;

    [Fact]
    public async Task A_copy_allocates_its_parts_in_flight_once()
    {
        const int InFlight = 3;
        using var passphrase = SecretBytes.CopyOf("correct horse"u8);
        using var disk = new PatternSource(192L * MiB);
        await Client.UploadAsync(Bucket, "source", disk, cancellationToken: Cancel);
        var form = ImageForm.Luks(passphrase, new LuksFormatOptions { Kdf = new LuksKdf.Pbkdf2(1000) });
        var before = GC.GetTotalAllocatedBytes(precise: true);

        await ImageCopy.CopyAsync(
            new ImageCopySource { Storage = Client, Bucket = Bucket, Key = "source" },
            new ImageCopyTarget { Storage = Client, Bucket = Bucket, Key = "copy", Form = form },
            new ImageCopyOptions { PartsInFlight = InFlight },
            cancellationToken: Cancel);

        (GC.GetTotalAllocatedBytes(precise: true) - before).Should().BeLessThan(InFlight * 16L * MiB + Slack);
    }

    protected override async Task<TestServer> StartAsync() => await EmulatorServer.StartAsync();
}
