namespace IBMCloud.Core.Tests.Paging;

public sealed class PageLinkTests
{
    private static readonly Uri Base = new("https://service.example.test/");

    [Theory]
    [InlineData(null, null)]
    [InlineData("", null)]
    [InlineData("/v2/things?start=abc&limit=10", "abc")]
    [InlineData("https://service.example.test/v2/things?limit=10&start=a%2Fb", "a/b")]
    [InlineData("https://SERVICE.example.test:443/v2/things?start=x", "x")]
    public void The_mark_is_taken_from_the_link(string? link, string? mark) => PageLink.MarkOf("Test", Base, link, "start").Should().Be(mark);

    [Theory]
    [InlineData("https://evil.example.test/v2/things?start=x")]
    [InlineData("http://service.example.test/v2/things?start=x")]
    [InlineData("https://service.example.test:8443/v2/things?start=x")]
    [InlineData("//evil.example.test/?start=x")]
    [InlineData("https://service.example.test@evil.example.test/?start=x")]
    [InlineData("/v2/things?limit=10")]
    [InlineData("/v2/things?start=")]
    public void A_link_to_elsewhere_or_without_a_mark_is_refused(string link)
    {
        var read = () => PageLink.MarkOf("Test", Base, link, "start");

        read.Should().Throw<IbmCloudException>();
    }
}
