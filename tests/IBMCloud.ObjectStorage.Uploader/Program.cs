using System.Globalization;
using IBMCloud.Core;
using IBMCloud.ObjectStorage;
using IBMCloud.ObjectStorage.Tests;

// A program that a test kills: uploads a pattern of LENGTH bytes to BUCKET/KEY, and goes on where the file JOURNAL says. It says that it is ready, and each stored part, and
// waits for a line on its input, while other parts are on their way: so the test kills it where it wants to.
if (args is not [var bucket, var key, var length, var journal])
{
    Console.Error.WriteLine("usage: BUCKET KEY LENGTH JOURNAL, with S3_ENDPOINT, S3_REGION, S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY set");
    return 2;
}

var endpoint = new Uri(Environment.GetEnvironmentVariable("S3_ENDPOINT")!);
var region = IbmRegion.Parse(Environment.GetEnvironmentVariable("S3_REGION")!);
using var secret = SecretString.FromString(Environment.GetEnvironmentVariable("S3_SECRET_ACCESS_KEY")!);
using var client = new ObjectStorageClient(new HmacCredential(Environment.GetEnvironmentVariable("S3_ACCESS_KEY_ID")!, secret), region, new IbmCloudClientOptions
{
    Endpoints = OnlyObjectStorage.At(endpoint, region),
});
Console.WriteLine("ready");
Console.ReadLine();
using var source = new PatternSource(long.Parse(length, CultureInfo.InvariantCulture));
var uploaded = await client.UploadAsync(bucket, key, source, new UploadOptions
{
    PartSize = 5 << 20,
    PartsInFlight = 4,
    Journal = new FileJournal(journal, part =>
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"stored {part.Number}"));
        Console.ReadLine();
    }),
    Resume = FileJournal.Read(journal),
    KeepUnfinished = true,
});
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"done {uploaded.PartsSent} {uploaded.PartsKept}"));
return 0;
