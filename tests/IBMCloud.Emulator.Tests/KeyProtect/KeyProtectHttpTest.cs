using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using IBMCloud.Emulator.State;

namespace IBMCloud.Emulator.Tests.KeyProtect;

/// <summary>Bare HTTP to an instance of Key Protect, as any client sends it.</summary>
public abstract class KeyProtectHttpTest : EmulatorTest
{
    private string? _token;

    protected string InstanceGuid { get; } = Guid.NewGuid().ToString();

    protected async Task<HttpResponseMessage> SendAsync(
        string method, string path, string? body = null, string mediaType = "application/json", string region = "us-south", string? instance = null, params (string Name, string Value)[] headers)
    {
        if (_token is null)
        {
            lock (Cloud.State.Gate)
            {
                Cloud.State.Instances.Add(new ServiceInstance { Guid = InstanceGuid, ServiceName = "kms", Region = "us-south", AccountId = Emulator.AccountId });
            }

            _token = (string)(await JsonAsync(await LogInAsync(Emulator.ApiKey)))["access_token"]!;
        }

        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(Emulator.Address(EmulatedService.KeyProtect, region), "/api/v2/" + path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _token);
        if (instance != "")
        {
            request.Headers.Add("Bluemix-Instance", instance ?? InstanceGuid);
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        request.Content = method is "GET" or "HEAD" ? null : new ByteArrayContent(Encoding.UTF8.GetBytes(body ?? "")) { Headers = { ContentType = new MediaTypeHeaderValue(mediaType) } };
        return await Http.SendAsync(request, Cancel);
    }

    protected async Task<JsonNode> NewKeyAsync(string members = "\"extractable\":false", string name = "a key")
    {
        using var response = await SendAsync("POST", "keys", Envelope($$"""{"type":"application/vnd.ibm.kms.key+json","name":"{{name}}",{{members}}}"""), "application/vnd.ibm.kms.key+json");
        ((int)response.StatusCode).Should().Be(201, await response.Content.ReadAsStringAsync(Cancel));
        return (await JsonAsync(response))["resources"]![0]!;
    }

    protected static string Envelope(string resource, int total = 1, string type = "key") =>
        $$"""{"metadata":{"collectionType":"application/vnd.ibm.kms.{{type}}+json","collectionTotal":{{total}}},"resources":[{{resource}}]}""";

    /// <summary>Status and the service's code of a refusal.</summary>
    protected static async Task<(int Status, string? Code)> RefusalAsync(Task<HttpResponseMessage> sending)
    {
        using var response = await sending;
        var resource = (await JsonAsync(response))["resources"]![0]!;
        ((string)resource["errorMsg"]!).Should().NotBeNullOrEmpty();
        return ((int)response.StatusCode, (string?)resource["reasons"]?[0]?["code"]);
    }
}
