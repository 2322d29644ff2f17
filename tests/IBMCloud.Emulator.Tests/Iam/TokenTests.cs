using System.Net;

namespace IBMCloud.Emulator.Tests.Iam;

public sealed class TokenTests : EmulatorTest
{
    protected override void Configure(EmulatorOptions options) => options.TokenLifetime = TimeSpan.FromMinutes(20);

    [Fact]
    public async Task An_API_key_gets_a_token_whose_times_agree_in_body_and_claims()
    {
        var answer = await JsonAsync(await LogInAsync(Cloud.State.Iam.OwnerApiKey));

        var claims = Claims((string)answer["access_token"]!);
        ((string)answer["token_type"]!).Should().Be("Bearer");
        ((long)answer["expires_in"]!).Should().Be(1200);
        claims.GetProperty("exp").GetInt64().Should().Be((long)answer["expiration"]!);
        (claims.GetProperty("exp").GetInt64() - claims.GetProperty("iat").GetInt64()).Should().Be(1200);
        claims.GetProperty("account").GetProperty("bss").GetString().Should().Be(Emulator.AccountId);
    }

    [Fact]
    public async Task An_unknown_API_key_is_refused_in_the_token_services_dialect()
    {
        using var response = await LogInAsync("no-such-key");

        response.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        var error = await JsonAsync(response);
        ((string)error["errorCode"]!).Should().Be("BXNIM0415E");
        ((string)error["context"]!["requestId"]!).Should().Be(response.Headers.GetValues("Transaction-Id").Single());
    }

    [Fact]
    public async Task A_token_expires_by_the_emulators_clock()
    {
        var token = (string)(await JsonAsync(await LogInAsync(Cloud.State.Iam.OwnerApiKey)))["access_token"]!;
        Cloud.Tokens.Authenticate(token).IamId.Should().Be(Cloud.State.Iam.Owner.IamId);

        Emulator.Clock.Advance(TimeSpan.FromMinutes(20));

        var refused = () => Cloud.Tokens.Authenticate(token);
        refused.Should().Throw<Hosting.ServiceError>().Which.Should().Match<Hosting.ServiceError>(error => error.Status == 401 && error.Code == "token_expired");
    }

    [Fact]
    public async Task A_token_of_another_cloud_is_refused()
    {
        await using var other = await IbmCloudEmulator.StartAsync(cancellationToken: Cancel);
        var foreign = other.Cloud.Tokens.Issue(new(Access.IdentityKind.User, "IBMid-X", other.AccountId), "test").Value;

        var refused = () => Cloud.Tokens.Authenticate(foreign);

        refused.Should().Throw<Hosting.ServiceError>().Which.Code.Should().Be("token_invalid");
    }
}
