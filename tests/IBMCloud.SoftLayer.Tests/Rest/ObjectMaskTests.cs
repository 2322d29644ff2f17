namespace IBMCloud.SoftLayer.Tests.Rest;

public sealed class ObjectMaskTests
{
    [Fact]
    public void A_mask_asks_for_exactly_what_the_type_reads() =>
        ObjectMask.Of(TestJson.Default.Server).ToString().Should().Be("mask[id,hostname,createDate,datacenter[name],tags[name]]");

    [Fact]
    public void A_list_of_properties_is_put_into_a_mask() => ObjectMask.Parse("id,name").ToString().Should().Be("mask[id,name]");

    [Fact]
    public void A_mask_whose_brackets_do_not_match_is_refused() =>
        FluentActions.Invoking(() => ObjectMask.Parse("mask[id,children[id]")).Should().Throw<ArgumentException>().WithMessage("*brackets*");

    [Fact]
    public void A_type_that_contains_itself_has_no_mask() =>
        FluentActions.Invoking(() => ObjectMask.Of(TestJson.Default.Endless)).Should().Throw<ArgumentException>().WithMessage("*contains itself*");
}
