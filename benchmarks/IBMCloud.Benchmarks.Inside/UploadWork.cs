using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Transfer;
using IBMCloud.Core;
using IBMCloud.Luks;
using IBMCloud.ObjectStorage;
using IBMCloud.ObjectStorage.Tests;
using IBMCloud.Primitives;

namespace IBMCloud.Benchmarks.Inside;

/// <summary>Uploads to the S3 server in the environment, by our client and by Amazon's.</summary>
internal static class UploadWork
{
    private const int PartSize = 16 << 20;
    private const int PartsInFlight = 4;

    public static async Task<bool> TryRunAsync(string[] arguments, SecretBytes passphrase, LuksFormatOptions format)
    {
        switch (arguments)
        {
            case ["bucket", var bucket]:
                await WithClientAsync(client => client.EnsureBucketAsync(new BucketDraft { Name = bucket }));
                return true;
            case ["no-bucket", var bucket]:
                await WithClientAsync(client => client.DeleteBucketAsync(bucket));
                return true;
            case ["no-object", var bucket, var key]:
                await WithClientAsync(client => client.DeleteObjectAsync(bucket, key));
                return true;
            case ["upload", var bucket, var key, var input]:
                {
                    using var source = FileImageSource.Open(input);
                    await UploadAsync(bucket, key, source);
                    return true;
                }

            case ["upload-encrypted", var bucket, var key, var input]:
                {
                    using var source = FileImageSource.Open(input);
                    var layout = await LuksImage.PrepareAsync(source, passphrase, format);
                    using var view = await LuksImage.OpenAsync(source, layout, passphrase);
                    await UploadAsync(bucket, key, view);
                    return true;
                }

            case ["transfer-utility", var bucket, var key, var input]:
                {
                    using var s3 = new AmazonS3Client(new BasicAWSCredentials(Variable("S3_ACCESS_KEY_ID"), Variable("S3_SECRET_ACCESS_KEY")), new AmazonS3Config
                    {
                        ServiceURL = Variable("S3_ENDPOINT"),
                        ForcePathStyle = true,
                        AuthenticationRegion = Variable("S3_REGION"),
                        RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
                    });
                    using var transfer = new TransferUtility(s3, new TransferUtilityConfig { ConcurrentServiceRequests = PartsInFlight });
                    await transfer.UploadAsync(new TransferUtilityUploadRequest { BucketName = bucket, Key = key, FilePath = input, PartSize = PartSize });
                    return true;
                }

            default:
                return false;
        }
    }

    private static Task UploadAsync(string bucket, string key, ImageSource source) =>
        WithClientAsync(client => client.UploadAsync(bucket, key, source, new UploadOptions { PartSize = PartSize, PartsInFlight = PartsInFlight }));

    private static async Task WithClientAsync(Func<ObjectStorageClient, Task> work)
    {
        var (endpoint, region) = (new Uri(Variable("S3_ENDPOINT")), IbmRegion.Parse(Variable("S3_REGION")));
        using var secret = SecretString.FromString(Variable("S3_SECRET_ACCESS_KEY"));
        using var client = new ObjectStorageClient(new HmacCredential(Variable("S3_ACCESS_KEY_ID"), secret), region, new IbmCloudClientOptions
        {
            Endpoints = OnlyObjectStorage.At(endpoint, region),
        });
        await work(client);
    }

    private static string Variable(string name) => Environment.GetEnvironmentVariable(name) ?? throw new InvalidOperationException($"{name} is not set.");
}
