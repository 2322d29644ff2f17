// An image that is uploaded over HTTP goes encrypted into a bucket while it arrives; nothing is on disk: dotnet run -c Release --project samples/05.AspNetCoreUpload
//   curl --data-binary @disk.raw http://localhost:5000/images/web
// With a section IbmCloudE2E (docs/hosting.md) and Upload:KeyProtectInstance (CRN), Upload:RootKey (id or alias), Upload:Bucket it works in the real cloud;
// else in an emulator, to which it uploads a demo disk itself.
using System.IO.Pipelines;
using AspNetCoreUpload;
using IBMCloud.Core;
using IBMCloud.E2E;
using IBMCloud.Emulator;
using IBMCloud.Luks;
using IBMCloud.ObjectStorage;

var builder = WebApplication.CreateBuilder(args);
var section = builder.Configuration.GetSection("IbmCloudE2E");
await using var cloud = section.Exists() ? null : await IbmCloudEmulator.StartAsync();
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.WebHost.ConfigureKestrel(server => server.Limits.MaxRequestBodySize = 100L << 30);
builder.Services.AddIbmCloudE2E(section, options =>
{
    if (cloud is not null)
    {
        (options.ApiKey, options.Endpoints, options.Region) = (SecretString.FromString(cloud.ApiKey), cloud.Endpoints, IbmRegion.UsSouth);
    }
});
builder.Services.AddHealthChecks().AddIbmCloudE2E();
await using var app = builder.Build();
var clients = app.Services.GetRequiredService<E2EWorkflow>().Clients;
var place = cloud is null ? app.Configuration.GetSection("Upload").Get<Place>()! : await DemoCloud.MakeAsync(clients, cloud.AccountId);

app.MapHealthChecks("/health");
app.MapPost("/images/{name}", async (string name, HttpRequest request, CancellationToken cancel) =>
{
    if (request.ContentLength is not { } length || length % 512 != 0)
    {
        return Results.BadRequest("Say the image's length (Content-Length), a multiple of 512: the header comes first.");
    }

    // A new data key for each image. Key Protect wraps it; that form is all that is kept of it.
    using var dek = await clients.KeyProtect(Crn.Parse(place.KeyProtectInstance)).CreateDekAsync(place.RootKey, length: 32, cancel);
    using var passphrase = dek.Key.ToBase64Utf8();
    var pipe = new Pipe();
    var encrypting = LuksPipe.EncryptAsync(request.BodyReader, pipe.Writer, length, passphrase, cancellationToken: cancel).AsTask();
    var uploading = clients.ObjectStorage(IbmRegion.UsSouth).UploadAsync(place.Bucket, $"{name}.raw", pipe.Reader, length: null, new UploadOptions { PartsInFlight = 2 }, null, cancel);
    await Task.WhenAll(encrypting, uploading.ContinueWith(done => pipe.Reader.Complete(done.Exception?.InnerException), TaskScheduler.Default));
    var stored = await uploading;
    return Results.Json(new Stored(stored.Key, stored.Length, stored.ETag, dek.Wrapped.Text));
});

await app.StartAsync(); // says all that is wrong with the options, before the first upload
if (cloud is null)
{
    await app.WaitForShutdownAsync();
    return 0;
}

return await DemoCloud.UploadAsync(app.Urls.First(), clients, place);
