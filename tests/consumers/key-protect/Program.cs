// Gives wrapped data keys to whoever encrypts images: POST /keys/NAME/deks
using IBMCloud.Core;
using IBMCloud.KeyProtect;
using IBMCloud.Primitives;

var builder = WebApplication.CreateBuilder(args);
using var apiKey = SecretString.FromString(builder.Configuration["IBMCLOUD_API_KEY"] ?? throw new InvalidOperationException("Set IBMCLOUD_API_KEY."));
builder.Services.AddIbmIam(options =>
{
    options.UseApiKey(apiKey);
    options.Endpoints = builder.Configuration.GetSection("Endpoints").Get<IbmCloudEndpoints>() ?? IbmCloudEndpoints.Public;
});
builder.Services.AddKeyProtect(options => builder.Configuration.Bind("KeyProtect", options));

var app = builder.Build();
app.MapPost("/keys/{name}/deks", async (string name, KeyProtectClient keys, CancellationToken cancellationToken) =>
{
    await keys.EnsureRootKeyAsync(name, new KeyDraft { Name = name }, cancellationToken);
    using NewDek dek = await keys.CreateDekAsync(name, cancellationToken: cancellationToken);
    using SecretBytes again = await keys.UnwrapDekAsync(name, dek.Wrapped, cancellationToken: cancellationToken);
    return new { keys.Instance.Region, Wrapped = dek.Wrapped.Text, Opens = again.Span.SequenceEqual(dek.Key.Span) };
});
app.Run();
