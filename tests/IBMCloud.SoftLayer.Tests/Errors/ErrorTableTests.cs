using System.Net;
using IBMCloud.Core;

namespace IBMCloud.SoftLayer.Tests.Errors;

/// <summary>The table of spec softlayer §1.5, row by row: what the service answers, how often it is asked, and what the caller is told.</summary>
public sealed class ErrorTableTests
{
    private const string User = """{"id":7,"username":"me"}""";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Row_401_is_about_user_and_key_and_is_not_repeated()
    {
        var (error, requests) = await RefusedAsync((401, Body("Access Denied. ", "SoftLayer_Exception_Public")));

        error.Status.Should().Be(HttpStatusCode.Unauthorized);
        error.Message.Should().Contain("Check the user name and the key");
        requests.Should().Be(1);
    }

    [Fact]
    public async Task Row_404_means_absent_or_not_allowed()
    {
        var (error, requests) = await RefusedAsync((404, Body("Unable to find object with id of '1'.", "SoftLayer_Exception_ObjectNotFound")));

        error.Code.Should().Be("SoftLayer_Exception_ObjectNotFound");
        error.Message.Should().Contain("may not see it").And.Contain("permissions");
        requests.Should().Be(1);
    }

    [Theory]
    [InlineData("Template configuration uri specified an invalid network storage service resource protocol.", "SoftLayer_Exception_Public")]
    [InlineData("Bad value.", "SoftLayer_Exception_InvalidValue")]
    [InlineData("No such place.", "SoftLayer_Exception_Order_InvalidLocation")]
    [InlineData("Not understood.", "SoftLayer_Exception_WebService_BadRequest")]
    [InlineData("Failed to exchange token", "SoftLayer_Exception")]
    [InlineData("Not there.", "SoftLayer_Exception_NotImplemented")]
    public async Task Row_500_with_a_refusal_is_not_repeated(string text, string code)
    {
        var (error, requests) = await RefusedAsync((500, Body(text, code)));

        error.Code.Should().Be(code);
        error.Message.Should().Contain(text).And.Contain("Correct what it names");
        error.IsRetryable.Should().BeFalse();
        requests.Should().Be(1);
    }

    [Fact]
    public async Task Row_500_not_ready_can_be_called_later()
    {
        var (error, requests) = await RefusedAsync((500, Body("Still provisioning.", "SoftLayer_Exception_NotReady")));

        error.IsRetryable.Should().BeTrue();
        error.Message.Should().Contain("wait");
        requests.Should().Be(1);
    }

    [Theory]
    [InlineData(500, """{"error":"Internal Error","code":"SoftLayer_Exception_Public"}""")]
    [InlineData(500, """{"error":"WSDL: SOAP-ERROR: Parsing WSDL","code":"SoftLayer_Exception"}""")]
    [InlineData(500, "not JSON at all")]
    [InlineData(408, "")]
    [InlineData(504, "")]
    [InlineData(429, "")]
    [InlineData(500, """{"error":"Rate limit of 50 requests for every 1 second(s) exceeded.","code":"SoftLayer_Exception_WebService_RateLimitExceeded"}""")]
    [InlineData(200, """{"error":"Internal Error","code":"SoftLayer_Exception_Public"}""")]
    [InlineData(200, "")]
    public async Task Row_a_read_is_repeated_after_a_failure(int status, string body)
    {
        using var transport = new CannedTransport((status, body), (200, User));
        using var client = Client(transport);

        (await client.Account.GetCurrentUserAsync(Cancel)).Username.Should().Be("me");

        transport.Requests.Should().Be(2);
    }

    [Theory]
    [InlineData(200, "")]
    [InlineData(200, """{"error":"Internal Error","code":"SoftLayer_Exception_Public"}""")]
    public async Task Row_200_that_is_an_error_is_told_as_one(int status, string body)
    {
        var (error, requests) = await RefusedAsync((status, body));

        error.Status.Should().Be(HttpStatusCode.OK);
        error.Message.Should().Contain("HTTP 200");
        requests.Should().Be(3);
    }

    [Fact]
    public async Task Row_a_number_as_code_is_read_as_text()
    {
        var (error, _) = await RefusedAsync((500, """{"error":"Odd.","code":500}"""));

        error.Code.Should().Be("500");
        error.Message.Should().Contain("Odd.");
    }

    [Fact]
    public async Task Row_a_missing_code_is_none()
    {
        var (error, _) = await RefusedAsync((500, """{"error":"Odd."}"""));

        error.Code.Should().BeNull();
    }

    private static string Body(string error, string code) => $$"""{"error":"{{error}}","code":"{{code}}"}""";

    private static async Task<(IbmCloudException Error, int Requests)> RefusedAsync((int, string) answer)
    {
        using var transport = new CannedTransport(answer);
        using var client = Client(transport);

        var error = (await FluentActions.Awaiting(() => client.Account.GetCurrentUserAsync(Cancel)).Should().ThrowAsync<IbmCloudException>()).Which;

        return (error, transport.Requests);
    }

    private static SoftLayerClient Client(HttpMessageHandler transport) => new(
        SoftLayerCredential.ClassicKey("1_me", SecretString.FromString("key")),
        new IbmCloudClientOptions { Transport = transport, MaxRetries = 2, RetryDelay = TimeSpan.Zero, MaxRetryDelay = TimeSpan.Zero });
}
