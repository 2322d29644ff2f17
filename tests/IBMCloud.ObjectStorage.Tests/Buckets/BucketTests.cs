using IBMCloud.ResourceController;

namespace IBMCloud.ObjectStorage.Tests.Buckets;

/// <summary>What holds of buckets on every server.</summary>
public abstract class BucketTests : ObjectStorageTest
{
    [Fact]
    public async Task A_bucket_is_made_once_and_found_after_that()
    {
        var again = await Client.EnsureBucketAsync(new BucketDraft { Name = Bucket, Instance = Server.Instance }, Cancel);

        again.Created.Should().BeFalse();
        again.Value.Location.Location.Should().Be(Server.Region.Name);
    }

    [Fact]
    public async Task A_bucket_that_is_not_there_is_null() =>
        (await Client.FindBucketAsync($"none-{Guid.NewGuid():N}", Cancel)).Should().BeNull();

    [Fact]
    public async Task The_list_names_the_bucket() =>
        (await Client.ListBucketsAsync(Server.Instance, Cancel).ToListAsync(Cancel)).Should().Contain(one => one.Name == Bucket);

    [Fact]
    public async Task A_bucket_with_an_object_is_not_deleted()
    {
        using var source = new PatternSource(10);
        await Client.UploadAsync(Bucket, "image.raw", source, cancellationToken: Cancel);

        var delete = () => Client.DeleteBucketAsync(Bucket, Cancel);

        (await delete.Should().ThrowAsync<ObjectStorageException>()).Which.Reason.Should().Be(ObjectStorageError.BucketNotEmpty);
    }

    [Fact]
    public async Task Deleting_what_is_gone_is_no_error()
    {
        await Client.DeleteBucketAsync($"none-{Guid.NewGuid():N}", Cancel);
        await Client.DeleteObjectAsync(Bucket, "none", cancellationToken: Cancel);
    }

    [Fact]
    public async Task A_name_that_no_bucket_can_have_is_refused_before_anything_is_sent()
    {
        var ensure = () => Client.EnsureBucketAsync(new BucketDraft { Name = "Not A Bucket" }, Cancel);

        await ensure.Should().ThrowAsync<ArgumentException>();
    }
}

public sealed class BucketsOnTheEmulatorTests : BucketTests
{
    protected override async Task<TestServer> StartAsync() => await EmulatorServer.StartAsync();

    [Fact]
    public async Task A_bucket_of_another_class_is_not_taken_for_the_one_asked_for()
    {
        var ensure = () => Client.EnsureBucketAsync(new BucketDraft { Name = Bucket, Instance = Server.Instance, StorageClass = StorageClass.Vault }, Cancel);

        (await ensure.Should().ThrowAsync<ObjectStorageException>().WithMessage("*smart*vault*")).Which.Reason.Should().Be(ObjectStorageError.BucketDiffers);
    }

    [Fact]
    public async Task A_bucket_of_another_instance_is_not_ours()
    {
        var other = await ((EmulatorServer)Server).NewInstanceAsync(ResourcePlans.ObjectStorageStandard, "global");

        var ensure = () => Client.EnsureBucketAsync(new BucketDraft { Name = Bucket, Instance = other }, Cancel);

        (await ensure.Should().ThrowAsync<ObjectStorageException>()).Which.Reason.Should().Be(ObjectStorageError.BucketNameTaken);
    }
}

public sealed class BucketsOnARealServerTests : BucketTests
{
    protected override Task<TestServer> StartAsync() => Task.FromResult<TestServer>(RealServer.Require());
}
