using System.Xml.Linq;
using IBMCloud.Emulator.Access;
using IBMCloud.Emulator.Hosting;

namespace IBMCloud.Emulator.ObjectStorage;

internal sealed partial class ObjectRoutes
{
    private const int MostAtOnce = 1000;

    /// <summary>Deletes up to 1000 objects; each succeeds or fails by itself, and one that is gone is no failure.</summary>
    public async Task DeleteManyAsync(S3Request request)
    {
        ContentDigest.Require(request);
        var body = await request.ReadXmlAsync().ConfigureAwait(false) ?? throw S3Errors.MalformedXml("The body is missing.");
        var keys = body.Descendants().Where(element => element.Name.LocalName == "Key").Select(element => element.Value).ToArray();
        if (keys.Length is 0 or > MostAtOnce)
        {
            throw S3Errors.MalformedXml($"Name 1 to {MostAtOnce} keys.");
        }

        var quiet = body.Elements().Any(element => element is { Name.LocalName: "Quiet", Value: "true" });
        var answers = new List<XElement>();
        lock (cloud.State.Gate)
        {
            var bucket = State.Require(request.Bucket, region);
            State.Authorize(request.Identity, ObjectStorageRoles.DeleteObject, bucket);
            foreach (var key in keys)
            {
                try
                {
                    RequireUnprotected(bucket, bucket.Objects.GetValueOrDefault(key));
                    if (bucket.Objects.Remove(key, out var removed))
                    {
                        ContentStore.Drop(removed.Content.Parts);
                    }

                    if (!quiet)
                    {
                        answers.Add(S3Answer.Element("Deleted", S3Answer.Element("Key", key)));
                    }
                }
                catch (ServiceError refusal)
                {
                    answers.Add(S3Answer.Element("Error", S3Answer.Element("Key", key), S3Answer.Element("Code", refusal.Code), S3Answer.Element("Message", refusal.Message)));
                }
            }
        }

        await S3Answer.XmlAsync(request.Http, 200, S3Answer.Element("DeleteResult", answers.Cast<object>().ToArray())).ConfigureAwait(false);
    }
}
