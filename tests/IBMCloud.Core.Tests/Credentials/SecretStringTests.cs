using System.Text.Json;

namespace IBMCloud.Core.Tests.Credentials;

public sealed class SecretStringTests
{
    private const string Secret = "p\u00e4ss \"word\"";

    [Fact]
    public void A_secret_prints_as_stars_wherever_it_is_put()
    {
        using var secret = SecretString.FromString(Secret);
        var token = new AccessToken(secret, DateTimeOffset.UnixEpoch);

        $"{secret}".Should().Be("***");
        token.ToString().Should().Be("*** until 1970-01-01T00:00:00.0000000+00:00");
        secret.Reveal().Should().Be(Secret);
    }

    [Fact]
    public void It_is_read_from_JSON_and_never_written_to_it()
    {
        using var secret = JsonSerializer.Deserialize<SecretString>(JsonSerializer.Serialize(Secret))!;

        secret.Reveal().Should().Be(Secret);
        var write = () => JsonSerializer.Serialize(secret);
        write.Should().Throw<NotSupportedException>();
    }

    [Fact]
    public void A_disposed_secret_is_gone()
    {
        var secret = SecretString.FromString(Secret);
        secret.Dispose();

        var use = secret.Reveal;
        use.Should().Throw<ObjectDisposedException>();
    }

    [Fact]
    public void Nothing_is_no_secret()
    {
        var empty = () => SecretString.FromString("");

        empty.Should().Throw<ArgumentException>();
    }
}
