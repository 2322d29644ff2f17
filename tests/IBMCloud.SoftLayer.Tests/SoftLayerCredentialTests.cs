using IBMCloud.Core;

namespace IBMCloud.SoftLayer.Tests;

public sealed class SoftLayerCredentialTests
{
    [Fact]
    public void The_key_is_not_printed()
    {
        using var key = SecretString.FromString("very-secret");

        SoftLayerCredential.ClassicKey("1234_me@example.com", key).ToString().Should().Be("1234_me@example.com:***");
        SoftLayerCredential.ApiKey(key).ToString().Should().Be("apikey:***");
    }

    [Fact]
    public void A_user_name_with_a_colon_is_refused()
    {
        using var key = SecretString.FromString("very-secret");

        FluentActions.Invoking(() => SoftLayerCredential.ClassicKey("me:too", key)).Should().Throw<ArgumentException>().WithMessage("*colon*");
    }
}
