using IBMCloud.Core;
using IBMCloud.Primitives;

namespace IBMCloud.E2E.Tests.Requests;

public sealed class RequestMistakesTests
{
    private static E2ERequest Good => new()
    {
        Name = "web-image",
        Image = ImageInput.Source(new MemoryImageSource(new byte[512]), "disk"),
        Region = IbmRegion.UsSouth,
        OsReferenceCode = "DEBIAN_12_64",
    };

    [Fact]
    public void A_good_request_has_no_mistake() => Good.FindMistakes().Should().BeEmpty();

    [Fact]
    public void All_mistakes_are_said_at_once()
    {
        var request = Good with
        {
            Name = "Not A Name",
            Region = default,
            OsReferenceCode = "REDHAT_9_64",
            DataKeyLength = 48,
            Bucket = "Bad_Bucket",
            Server = new ServerRequest { Hostname = "-", Domain = "nodot", Cpus = 0, MemoryMiB = 1 },
        };

        request.FindMistakes().Should().HaveCount(9);
    }

    [Theory]
    [InlineData("a")]
    [InlineData("1abc")]
    [InlineData("abc-")]
    [InlineData("Abc")]
    [InlineData("a/b")]
    public void A_name_that_no_service_would_take_is_a_mistake(string name) => (Good with { Name = name }).FindMistakes().Should().ContainSingle().Which.Should().Contain(name);

    [Fact]
    public void A_root_key_to_import_has_the_length_of_an_AES_key()
    {
        using var material = SecretBytes.Random(20);
        var import = () => RootKeyChoice.Import(material);
        import.Should().Throw<ArgumentException>();
    }

    [Fact]
    public void A_request_prints_no_key_material()
    {
        using var material = SecretBytes.Random(32);
        var text = (Good with { RootKey = RootKeyChoice.Import(material) }).ToString();
        text.Should().NotContain(Convert.ToHexString(material.Span)).And.NotContain(Convert.ToBase64String(material.Span));
    }
}
