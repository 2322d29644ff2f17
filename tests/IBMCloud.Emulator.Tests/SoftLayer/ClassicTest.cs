using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace IBMCloud.Emulator.Tests.SoftLayer;

/// <summary>Bare calls to the emulated classic infrastructure.</summary>
public abstract class ClassicTest : EmulatorTest
{
    protected const string Account = "SoftLayer_Account";
    protected const string Templates = "SoftLayer_Virtual_Guest_Block_Device_Template_Group";
    protected const string Guests = "SoftLayer_Virtual_Guest";

    protected Task<Answer> GetAsync(string path) => SendAsync(HttpMethod.Get, path, null, null);

    protected Task<Answer> PostAsync(string path, params JsonNode?[] arguments) => SendAsync(HttpMethod.Post, path, arguments, null);

    protected async Task<Answer> SendAsync(HttpMethod method, string path, JsonNode?[]? arguments, AuthenticationHeaderValue? authorization)
    {
        using var request = new HttpRequestMessage(method, new Uri(Emulator.Address(EmulatedService.SoftLayer), "/rest/v3.1/" + path));
        request.Headers.Authorization = authorization ?? Basic(Emulator.SoftLayerUser, Emulator.SoftLayerKey);
        if (arguments is not null)
        {
            request.Content = new StringContent(new JsonObject { ["parameters"] = new JsonArray(arguments) }.ToJsonString(), Encoding.UTF8, "application/json");
        }

        using var response = await Http.SendAsync(request, Cancel);
        var text = await response.Content.ReadAsStringAsync(Cancel);
        return new((int)response.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text),
            response.Headers.TryGetValues("SoftLayer-Total-Items", out var total) ? int.Parse(total.Single(), System.Globalization.CultureInfo.InvariantCulture) : null,
            response.Headers.Location);
    }

    protected static AuthenticationHeaderValue Basic(string user, string key) => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{key}")));

    protected static string Escape(string text) => Uri.EscapeDataString(text);

    /// <summary>What came back.</summary>
    protected sealed record Answer(int Status, JsonNode? Body, int? Total, Uri? Location)
    {
        public JsonNode? this[string name] => Body![name];

        public JsonArray Rows => Body!.AsArray();

        public string? Code => Body is JsonObject one ? (string?)one["code"] : null;

        public string? Error => Body is JsonObject one ? (string?)one["error"] : null;
    }
}
