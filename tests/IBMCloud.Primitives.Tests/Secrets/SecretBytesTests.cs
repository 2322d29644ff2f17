using System.Text;

namespace IBMCloud.Primitives.Tests.Secrets;

public sealed class SecretBytesTests
{
    [Fact]
    public void ToString_never_shows_the_bytes()
    {
        using var secret = SecretBytes.CopyOf("correct horse"u8);
        $"{secret}".Should().Be("***");
    }

    [Fact]
    public void Dispose_zeroes_the_bytes_that_a_reader_still_sees()
    {
        var secret = SecretBytes.CopyOf([1, 2, 3]);
        var memory = secret.Memory;
        secret.Dispose();
        memory.ToArray().Should().Equal(0, 0, 0);
    }

    [Fact]
    public void A_disposed_secret_cannot_be_read()
    {
        var secret = SecretBytes.Random(32);
        secret.Dispose();
        secret.Invoking(s => s.Memory).Should().Throw<ObjectDisposedException>();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(64)]
    public void Base64_text_round_trips_and_equals_the_frameworks(int length)
    {
        var bytes = Enumerable.Range(0, length).Select(i => (byte)(i * 37)).ToArray();
        using var secret = SecretBytes.CopyOf(bytes);
        using var text = secret.ToBase64Utf8();
        Encoding.ASCII.GetString(text.Span).Should().Be(Convert.ToBase64String(bytes));
        using var back = SecretBytes.FromBase64(text.Span);
        back.FixedTimeEquals(bytes).Should().BeTrue();
    }

    [Theory]
    [InlineData("not base64!")]
    [InlineData("AAA")]
    [InlineData("AA-_")]
    public void Text_that_is_no_base64_is_refused_without_repeating_it(string text) =>
        FluentActions.Invoking(() => SecretBytes.FromBase64(Encoding.ASCII.GetBytes(text)))
            .Should().Throw<FormatException>().Which.Message.Should().NotContain(text);

    [Fact]
    public void A_filler_that_throws_leaves_nothing_behind() =>
        FluentActions.Invoking(() => SecretBytes.Create(8, 0, (_, _) => throw new InvalidOperationException("stop")))
            .Should().Throw<InvalidOperationException>().WithMessage("stop");
}
