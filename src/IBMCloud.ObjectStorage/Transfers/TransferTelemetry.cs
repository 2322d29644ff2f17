using System.Diagnostics;
using System.Diagnostics.Metrics;
using IBMCloud.Core;

namespace IBMCloud.ObjectStorage.Transfers;

/// <summary>Traces whole transfers and counts what they move and repeat (docs/observability.md).</summary>
internal static class TransferTelemetry
{
    private static readonly ActivitySource Source = new("IBMCloud.ObjectStorage");
    private static readonly Meter Meter = new("IBMCloud.ObjectStorage");
    private static readonly Counter<long> Bytes = Meter.CreateCounter<long>("ibmcloud.object_storage.bytes", "By", "Bytes of objects that were stored or read.");
    private static readonly Counter<long> Parts = Meter.CreateCounter<long>("ibmcloud.object_storage.parts", "{part}", "Parts of uploads, sent or already there.");
    private static readonly Counter<long> Retries = Meter.CreateCounter<long>("ibmcloud.object_storage.retries", "{retry}", "Pieces of transfers that were repeated, by reason.");
    private static readonly KeyValuePair<string, object?> Up = new("direction", "upload");
    private static readonly KeyValuePair<string, object?> Down = new("direction", "download");

    /// <summary>Runs a whole transfer, or one worker's share of it, as an activity.</summary>
    public static async Task<T> TraceAsync<T>(string name, string bucket, string key, Func<Activity?, Task<T>> transfer)
    {
        using var activity = Source.StartActivity(name)?.SetTag("ibmcloud.bucket", bucket).SetTag("ibmcloud.object", key);
        try
        {
            return await transfer(activity).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            activity?.SetStatus(ActivityStatusCode.Error, e is ObjectStorageException refused ? refused.Reason.ToString() : e.GetType().Name);
            throw;
        }
    }

    /// <summary>Runs an upload as an activity that tells how it went.</summary>
    public static Task<UploadedObject> TraceUploadAsync(string name, string bucket, string key, Func<Task<UploadedObject>> upload) => TraceAsync(name, bucket, key, async activity =>
    {
        var uploaded = await upload().ConfigureAwait(false);
        activity?.SetTag("ibmcloud.object.length", uploaded.Length).SetTag("ibmcloud.parts.sent", uploaded.PartsSent).SetTag("ibmcloud.parts.kept", uploaded.PartsKept);
        return uploaded;
    });

    public static void Sent(long bytes)
    {
        Bytes.Add(bytes, Up);
        Parts.Add(1, new KeyValuePair<string, object?>("outcome", "sent"));
    }

    public static void Kept() => Parts.Add(1, new KeyValuePair<string, object?>("outcome", "kept"));

    public static void Read(long bytes) => Bytes.Add(bytes, Down);

    public static void Repeated(string operation, IbmCloudException reason) => Retries.Add(
        1, new("operation", operation), new KeyValuePair<string, object?>("reason", reason is ObjectStorageException refused ? refused.Reason.ToString() : "NoAnswer"));
}
