using IBMCloud.Core;
using IBMCloud.Iam;
using IBMCloud.KeyProtect;
using IBMCloud.ResourceController;

namespace IBMCloud.ObjectStorage.Tests.Buckets;

/// <summary>A bucket that is encrypted with a root key of Key Protect.</summary>
public sealed class RootKeyTests : ObjectStorageTest
{
    private readonly string _name = $"kp-{Guid.NewGuid():N}";
    private Crn _rootKey = null!;
    private KeyProtectClient _keys = null!;

    private EmulatorServer Emulator => (EmulatorServer)Server;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        var instance = await Emulator.NewInstanceAsync(ResourcePlans.KeyProtectTiered, "us-south");
        _keys = Emulator.Owned(new KeyProtectClient(KeyProtectInstance.FromCrn(instance), Emulator.Credential, Emulator.Options()));
        var key = await _keys.CreateRootKeyAsync(new KeyDraft { Name = "bucket key" }, Cancel);
        _rootKey = instance.WithResource("key", key.Id);
    }

    [Fact]
    public async Task With_the_authorization_the_bucket_has_the_key_and_holds_objects()
    {
        using var iam = new IamClient(Emulator.Credential, Emulator.Options());
        using var source = new PatternSource(6 * MiB);

        var made = await Client.EnsureBucketAsync(Draft(), iam, Cancel);

        made.Created.Should().BeTrue();
        made.Value.RootKey.Should().Be(_rootKey);
        (await Client.EnsureBucketAsync(Draft(), iam, Cancel)).Created.Should().BeFalse();
        await Client.UploadAsync(_name, "image.raw", source, new UploadOptions { PartSize = 5 * MiB }, cancellationToken: Cancel);
        await Client.DeleteObjectAsync(_name, "image.raw", cancellationToken: Cancel);
        await Client.DeleteBucketAsync(_name, Cancel);
    }

    [Fact]
    public async Task Without_the_authorization_the_refusal_names_it()
    {
        var time = new ShortWaits();

        var ensure = () => Server.CreateClient(time).EnsureBucketAsync(Draft(), Cancel);

        await ensure.Should().ThrowAsync<ObjectStorageException>().WithMessage("*authorization*");
        time.Waited.Should().BeGreaterThanOrEqualTo(TimeSpan.FromMinutes(2), "a new authorization takes some minutes to act");
    }

    [Fact]
    public async Task A_bucket_with_another_key_or_none_is_not_taken()
    {
        var ensure = () => Client.EnsureBucketAsync(new BucketDraft { Name = Bucket, Instance = Server.Instance, RootKey = _rootKey }, Cancel);

        (await ensure.Should().ThrowAsync<ObjectStorageException>().WithMessage("*not encrypted with a root key*")).Which.Reason.Should().Be(ObjectStorageError.BucketDiffers);
    }

    [Fact]
    public void The_CRN_of_an_instance_is_no_key()
    {
        var draft = new BucketDraft { Name = _name, Instance = Server.Instance, RootKey = Server.Instance };

        var ensure = () => Client.EnsureBucketAsync(draft, Cancel);

        ensure.Should().ThrowAsync<ArgumentException>().WithMessage("*:key:*");
    }

    protected override async Task<TestServer> StartAsync() => await EmulatorServer.StartAsync();

    private BucketDraft Draft() => new() { Name = _name, Instance = Server.Instance, RootKey = _rootKey };
}
