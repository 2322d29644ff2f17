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

    [Fact]
    public void Mistakes_of_keys_images_and_tear_down_are_said_with_the_others()
    {
        var request = Good with
        {
            Image = ImageInput.BucketObject(default, "bucket", "image.raw"),
            OsReferenceCode = "WIN_2022-STD_64",
            Byol = true,
            Profile = E2EProfile.ClassicLuks,
            Luks = new Luks.LuksFormatOptions { KeySize = 17 },
            KeyProtectInstance = "crn:v1:bluemix:public:kms:eu-de:a/1:8f9b1c1e-0000-4000-8000-000000000001::",
            RootKey = RootKeyChoice.Existing("crn:v1:bluemix:public:kms:us-south:a/1:8f9b1c1e-0000-4000-8000-000000000002:key:k"),
            ObjectStorageInstance = "my-storage",
            ResourceGroupId = " ",
            Server = new ServerRequest { Hostname = "web", Domain = "example.com", Datacenter = "Dallas", SshKeyIds = [0] },
            RollBack = new TearDownOptions { CryptoShred = true, CancelServer = false },
        };

        request.FindMistakes().Should().HaveCount(10);
    }

    [Fact]
    public void A_root_key_that_is_there_needs_its_instance_which_its_CRN_names()
    {
        (Good with { RootKey = RootKeyChoice.Existing("my-key") }).FindMistakes().Should().ContainSingle().Which.Should().Contain("KeyProtectInstance");
        (Good with { RootKey = RootKeyChoice.Existing("crn:v1:bluemix:public:kms:us-south:a/1:8f9b1c1e-0000-4000-8000-000000000002:key:k") }).FindMistakes().Should().BeEmpty();
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
