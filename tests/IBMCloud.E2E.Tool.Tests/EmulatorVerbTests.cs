using System.Net.Http.Json;
using System.Text.Json;

namespace IBMCloud.E2E.Tool.Tests;

public sealed class EmulatorVerbTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_line_has_all_that_a_client_needs_and_Ctrl_C_ends_it()
    {
        using var process = ToolProcess.Start("emulator", "--json");
        try
        {
            var cloud = JsonDocument.Parse((await process.StandardOutput.ReadLineAsync(Cancel))!).RootElement;

            cloud.GetProperty("softLayer").GetString().Should().EndWith("/rest/v3.1/");
            foreach (var name in (string[])["iam", "resourceController", "resourceManager", "accounts", "softLayer"])
            {
                new Uri(cloud.GetProperty(name).GetString()!).IsLoopback.Should().BeTrue();
            }

            foreach (var name in (string[])["keyProtect", "objectStorage"])
            {
                cloud.GetProperty(name).EnumerateObject().Select(region => region.Name).Should().Equal("us-south", "eu-de");
            }

            foreach (var name in (string[])["apiKey", "softLayerUser", "softLayerKey", "accountId"])
            {
                cloud.GetProperty(name).GetString().Should().NotBeNullOrEmpty();
            }

            using var http = new HttpClient();
            using var login = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["grant_type"] = "urn:ibm:params:oauth:grant-type:apikey",
                ["apikey"] = cloud.GetProperty("apiKey").GetString()!,
            });
            using var answer = await http.PostAsync(new Uri(new Uri(cloud.GetProperty("iam").GetString()!), "identity/token"), login, Cancel);
            answer.EnsureSuccessStatusCode();
            (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("access_token").GetString().Should().NotBeEmpty();
        }
        finally
        {
            ToolProcess.Interrupt(process);
            (await ToolProcess.EndAsync(process)).Should().Be(130);
        }
    }

    [Fact]
    public async Task Ports_come_in_a_row_and_a_taken_one_is_told()
    {
        using var taken = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        taken.Start();
        var port = ((System.Net.IPEndPoint)taken.LocalEndpoint).Port;

        var result = await Task.Run(() => ToolProcess.Run("emulator", "--port", $"{port}"), Cancel);

        result.MustRefuse(1, $"{port}");
    }
}
