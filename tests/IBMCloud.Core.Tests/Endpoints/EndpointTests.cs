namespace IBMCloud.Core.Tests.Endpoints;

public sealed class EndpointTests
{
    [Fact]
    public void Public_and_private_addresses_follow_the_region()
    {
        IbmCloudEndpoints.Public.KeyProtect(IbmRegion.EuDe).Should().Be(new Uri("https://eu-de.kms.cloud.ibm.com/"));
        IbmCloudEndpoints.Private.KeyProtect(IbmRegion.EuDe).Should().Be(new Uri("https://private.eu-de.kms.cloud.ibm.com/"));
        IbmCloudEndpoints.Public.ObjectStorage(IbmRegion.UsSouth).Host.Should().Be("s3.us-south.cloud-object-storage.appdomain.cloud");
    }

    [Fact]
    public void A_custom_set_says_which_regions_it_has()
    {
        var local = new Uri("http://127.0.0.1:1/");
        var custom = new IbmCloudEndpoints
        {
            Iam = local, ResourceController = local, ResourceManager = local, Accounts = local, SoftLayer = local,
            KeyProtectByRegion = new Dictionary<IbmRegion, Uri> { [IbmRegion.UsSouth] = local },
        };

        custom.KeyProtect(IbmRegion.UsSouth).Should().Be(local);
        var ask = () => custom.KeyProtect(IbmRegion.EuDe);
        ask.Should().Throw<ArgumentException>().WithMessage("*eu-de*us-south*");
    }

    [Theory]
    [InlineData("us-south", true)]
    [InlineData("mars-1", true)]
    [InlineData("US-SOUTH", false)]
    [InlineData("us-south.evil.test", false)]
    [InlineData("us-south/", false)]
    [InlineData("-x", false)]
    [InlineData("x-", false)]
    [InlineData("", false)]
    public void A_region_is_a_name_that_cannot_change_a_host(string name, bool valid)
    {
        IbmRegion.TryParse(name, out var region).Should().Be(valid);
        region.ToString().Should().Be(valid ? name : "");
    }

    [Fact]
    public void No_region_is_told_when_it_is_used()
    {
        var use = () => default(IbmRegion).Name;

        use.Should().Throw<InvalidOperationException>().WithMessage("*IbmRegion.Parse*");
    }
}
