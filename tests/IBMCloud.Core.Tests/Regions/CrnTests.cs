using CsCheck;

namespace IBMCloud.Core.Tests.Regions;

public sealed class CrnTests
{
    private static readonly Gen<string> Part = Gen.Char["abcdefghijklmnopqrstuvwxyz0123456789-_./"].Array[0, 12].Select(letters => new string(letters));

    [Fact]
    public void A_root_keys_CRN_has_its_parts()
    {
        var crn = Crn.Parse("crn:v1:bluemix:public:kms:us-south:a/0123456789abcdef0123456789abcdef:11111111-2222-3333-4444-555555555555:key:66666666-7777-8888-9999-000000000000");

        crn.Should().BeEquivalentTo(new
        {
            ServiceName = "kms",
            Region = "us-south",
            AccountId = "0123456789abcdef0123456789abcdef",
            ServiceInstance = "11111111-2222-3333-4444-555555555555",
            ResourceType = "key",
            Resource = "66666666-7777-8888-9999-000000000000",
        });
    }

    [Fact]
    public void Every_CRN_comes_back_as_it_was_written() => Gen.Select(Part, Part, Part, Part, Part, Gen.String[Gen.Char[":abc"], 0, 8]).Sample((service, region, scope, instance, type, resource) =>
    {
        var text = $"crn:v1:bluemix:public:s{service}:{region}:{scope}:{instance}:{type}:{resource}";
        return Crn.Parse(text).ToString() == text && Crn.Parse(text) == Crn.Parse(text);
    });

    [Theory]
    [InlineData("")]
    [InlineData("crn:v1:bluemix:public:kms")]
    [InlineData("urn:v1:bluemix:public:kms:us-south:a/1:2:key:3")]
    [InlineData("crn:v1:bluemix:public::us-south:a/1:2:key:3")]
    public void What_is_no_CRN_is_refused_with_the_form(string text)
    {
        var parse = () => Crn.Parse(text);

        parse.Should().Throw<FormatException>().WithMessage("*ten parts*");
        Crn.TryParse(text, out _).Should().BeFalse();
    }

    [Fact]
    public void A_resource_in_an_instance_has_the_instances_CRN_as_its_stem() =>
        Crn.ForInstance("kms", "us-south", "1", "2").WithResource("key", "3").ToString().Should().Be("crn:v1:bluemix:public:kms:us-south:a/1:2:key:3");
}
