using IBMCloud.Core;

namespace IBMCloud.Iam.Tests.Tokens;

public sealed class CredentialProblemTests
{
    [Theory]
    [InlineData(400, "BXNIM0415E", "Provided API key could not be found.", CredentialProblem.ApiKeyNotFound, "make a new one")]
    [InlineData(401, "BXNIM0415E", "Provided API key could not be found.", CredentialProblem.ApiKeyNotFound, "make a new one")]
    [InlineData(400, "BXNIM0407E", "Token invalid.", CredentialProblem.TokenRejected, "Log in again")]
    [InlineData(400, "BXNIM0408E", "Refresh token expired.", CredentialProblem.TokenRejected, "Log in again")]
    [InlineData(400, "BXNIM0439E", "Session inactive.", CredentialProblem.TokenRejected, "Log in again")]
    [InlineData(403, "BXNIM0000E", "The IP address is not allowed for this account.", CredentialProblem.AddressNotAllowed, "IP address access")]
    [InlineData(403, "BXNIM0000E", "The API key is disabled.", CredentialProblem.Disabled, "Enable the API key")]
    [InlineData(403, "BXNIM0000E", "The user is locked out.", CredentialProblem.Disabled, "unlock")]
    [InlineData(400, "BXNIM0106E", "Property missing.", CredentialProblem.Other, "BXNIM0106E")]
    public async Task A_refused_login_says_why_and_what_to_do(int status, string code, string text, CredentialProblem problem, string says)
    {
        using var server = new CannedServer(_ => new(status, $$$"""{"errorCode":"{{{code}}}","errorMessage":"{{{text}}}","context":{"requestId":"abc"}}"""));
        using var credential = Credential(server);

        var refused = await Refusal<IamCredentialException>(credential);

        refused.Problem.Should().Be(problem);
        refused.Code.Should().Be(code);
        refused.IsRetryable.Should().BeFalse();
        refused.Message.Should().Contain(says);
        server.Requests.Should().ContainSingle("what will not help is not repeated");
    }

    [Fact]
    public async Task A_gateways_page_of_HTML_is_a_refusal_without_a_code()
    {
        using var server = new CannedServer(_ => new(404, "<html>not here</html>", "text/html"));
        using var credential = Credential(server);

        var refused = await Refusal<IamCredentialException>(credential);

        refused.Code.Should().BeNull();
        refused.Message.Should().NotContain("<html>");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"access_token":"a.b.c"}""")]
    [InlineData("""{"access_token":"a.b.c","expires_in":0}""")]
    [InlineData("not json")]
    [InlineData("")]
    public async Task An_answer_that_is_no_token_is_refused_without_showing_it(string body)
    {
        using var server = new CannedServer(_ => new(200, body));
        using var credential = Credential(server);

        var refused = await Refusal<IbmCloudException>(credential);

        refused.Message.Should().NotContain("a.b.c");
    }

    [Fact]
    public async Task Without_a_life_the_absolute_end_counts()
    {
        var end = DateTimeOffset.UtcNow.AddMinutes(30).ToUnixTimeSeconds();
        using var server = new CannedServer(_ => new(200, $$$"""{"access_token":"a.b.c","expiration":{{{end}}}}"""));
        using var credential = Credential(server);

        (await credential.GetTokenAsync(TestContext.Current.CancellationToken)).ExpiresAt.ToUnixTimeSeconds().Should().BeCloseTo(end, 120);
    }

    [Fact]
    public async Task A_key_with_signs_of_its_own_arrives_as_it_is()
    {
        using var server = new CannedServer(_ => new(200, """{"access_token":"a.b.c","expires_in":3600}"""));
        using var credential = new ApiKeyCredential(SecretString.FromString("a+b/c=&d %ü"), Options(server));

        await credential.GetTokenAsync(TestContext.Current.CancellationToken);

        server.Requests.Single().Body.Should().EndWith("&apikey=a%2Bb%2Fc%3D%26d%20%25%C3%BC");
    }

    private static ApiKeyCredential Credential(CannedServer server) => new(SecretString.FromString("some-key"), Options(server));

    private static IbmCloudClientOptions Options(CannedServer server) => new()
    {
        Endpoints = new IbmCloudEndpoints { Iam = server.Address, ResourceController = server.Address, ResourceManager = server.Address, Accounts = server.Address, SoftLayer = server.Address },
        MaxRetries = 0,
    };

    private static async Task<T> Refusal<T>(ApiKeyCredential credential)
        where T : Exception
    {
        var call = async () => await credential.GetTokenAsync(TestContext.Current.CancellationToken);
        return (await call.Should().ThrowAsync<T>()).Which;
    }
}
