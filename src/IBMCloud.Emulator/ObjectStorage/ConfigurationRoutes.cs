using System.Globalization;
using System.Xml.Linq;
using IBMCloud.Emulator.Access;
using IBMCloud.Emulator.Hosting;

namespace IBMCloud.Emulator.ObjectStorage;

/// <summary>A bucket's lifecycle rules, versioning and retention policy (spec cos §5, §6).</summary>
internal sealed class ConfigurationRoutes(EmulatedCloud cloud, string region)
{
    public Task ReadLifecycleAsync(S3Request request) => S3Answer.XmlAsync(request.Http, 200, With(request, ObjectStorageRoles.ReadBucket, bucket => bucket.Lifecycle)
        ?? throw new ServiceError(404, "NoSuchLifecycleConfiguration", "The lifecycle configuration does not exist."));

    public async Task WriteLifecycleAsync(S3Request request)
    {
        ContentDigest.Require(request);
        var rules = LifecycleRules.Check(await request.ReadXmlAsync().ConfigureAwait(false));
        With(request, ObjectStorageRoles.ConfigureLifecycle, bucket => bucket.Lifecycle = rules);
        await S3Answer.EmptyAsync(request.Http, 200).ConfigureAwait(false);
    }

    public Task DeleteLifecycleAsync(S3Request request)
    {
        With<XElement?>(request, ObjectStorageRoles.ConfigureLifecycle, bucket => bucket.Lifecycle = null);
        return S3Answer.EmptyAsync(request.Http, 204);
    }

    public Task ReadVersioningAsync(S3Request request)
    {
        With(request, ObjectStorageRoles.ReadBucket, bucket => bucket);
        return S3Answer.XmlAsync(request.Http, 200, S3Answer.Element("VersioningConfiguration"));
    }

    public Task ReadProtectionAsync(S3Request request) => S3Answer.XmlAsync(request.Http, 200,
        With(request, ObjectStorageRoles.ReadBucket, bucket => bucket.RetentionDays) is { } days
            ? S3Answer.Element("ProtectionConfiguration", S3Answer.Element("Status", "COMPLIANCE"), S3Answer.Element("DefaultRetention", S3Answer.Element("Days", days.ToString(CultureInfo.InvariantCulture))))
            : S3Answer.Element("ProtectionConfiguration"));

    public async Task WriteProtectionAsync(S3Request request)
    {
        ContentDigest.Require(request);
        var body = await request.ReadXmlAsync().ConfigureAwait(false);
        var text = body?.Descendants().FirstOrDefault(element => element.Name.LocalName == "Days" && element.Parent!.Name.LocalName == "DefaultRetention")?.Value;
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days))
        {
            throw S3Errors.MalformedXml("A retention policy needs DefaultRetention with Days.");
        }

        With(request, ObjectStorageRoles.ConfigureBucket, bucket => bucket.RetentionDays = days);
        await S3Answer.EmptyAsync(request.Http, 200).ConfigureAwait(false);
    }

    private T With<T>(S3Request request, string action, Func<Bucket, T> use)
    {
        lock (cloud.State.Gate)
        {
            var bucket = cloud.State.ObjectStorage.Require(request.Bucket, region);
            cloud.State.ObjectStorage.Authorize(request.Identity, action, bucket);
            return use(bucket);
        }
    }
}
