using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using IBMCloud.Emulator.Hosting;

namespace IBMCloud.Emulator.Tests;

/// <summary>A running emulator and a bare HTTP client for each test: what the wire shows is what is tested.</summary>
public abstract class EmulatorTest : IAsyncLifetime
{
    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected IbmCloudEmulator Emulator { get; private set; } = null!;

    protected HttpClient Http { get; } = new();

    internal EmulatedCloud Cloud => Emulator.Cloud;

    public async ValueTask InitializeAsync()
    {
        var options = new EmulatorOptions { StageDelay = TimeSpan.Zero };
        Configure(options);
        Emulator = await IbmCloudEmulator.StartAsync(options, Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        Http.Dispose();
        await Emulator.DisposeAsync();
    }

    protected virtual void Configure(EmulatorOptions options)
    {
    }

    protected async Task<HttpResponseMessage> LogInAsync(string apiKey) =>
        await Http.PostAsync(new Uri(Emulator.Address(EmulatedService.Iam), "/identity/token"), new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "urn:ibm:params:oauth:grant-type:apikey",
            ["apikey"] = apiKey,
        }), Cancel);

    protected static async Task<JsonNode> JsonAsync(HttpResponseMessage response) => (await response.Content.ReadFromJsonAsync<JsonNode>(Cancel))!;

    protected static JsonElement Claims(string token) =>
        JsonDocument.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(token.Split('.')[1])).RootElement;
}
