namespace IBMCloud.SoftLayer.Tests.Rest;

public sealed class ObjectFilterTests
{
    [Fact]
    public void A_property_that_the_type_does_not_have_is_refused_since_the_service_would_answer_with_everything()
    {
        var build = () => ObjectFilter.For(TestJson.Default.Server, "virtualGuests").Where("hostName", FilterCondition.Is("web"));

        build.Should().Throw<ArgumentException>().WithMessage("*hostName*hostname*ignore*");
    }

    [Fact]
    public void Conditions_stand_below_the_relation_that_the_service_lists() =>
        ObjectFilter.For(TestJson.Default.Server, "virtualGuests")
            .Where("hostname", FilterCondition.Is("web"))
            .Where("datacenter.name", FilterCondition.Is("dal13"))
            .Where("id", FilterCondition.Ascending)
            .ToString().Should().Be(
                """{"virtualGuests":{"hostname":{"operation":"web"},"datacenter":{"name":{"operation":"dal13"}},"id":{"operation":"orderBy","options":[{"name":"sort","value":["ASC"]}]}}}""");

    [Fact]
    public void One_property_is_not_filtered_and_sorted_at_once()
    {
        var build = () => ObjectFilter.For(TestJson.Default.Server).Where("id", FilterCondition.Is(1)).Where("id", FilterCondition.Ascending);

        build.Should().Throw<ArgumentException>().WithMessage("*'id'*already*");
    }

    [Theory]
    [InlineData("> web")]
    [InlineData("*")]
    [InlineData("is null")]
    [InlineData("")]
    public void A_text_that_reads_like_an_operator_is_compared_as_text(string name) =>
        ObjectFilter.For(TestJson.Default.Server).Where("hostname", FilterCondition.Is(name)).ToString().Should().Contain("\"operation\":\"in\"");

    [Fact]
    public void A_window_of_dates_is_sent_with_fraction_and_offset() =>
        ObjectFilter.For(TestJson.Default.Server)
            .Where("createDate", FilterCondition.BetweenDates(new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero), new(2026, 11, 2, 0, 0, 0, TimeSpan.FromHours(-6))))
            .ToString().Replace("\\u002B", "+", StringComparison.Ordinal).Should()
            .Contain("2026-11-01T00:00:00.000000+00:00").And.Contain("2026-11-02T00:00:00.000000-06:00");

    [Fact]
    public void A_filter_as_text_must_be_an_object() =>
        FluentActions.Invoking(() => ObjectFilter.Parse("[1]")).Should().Throw<ArgumentException>();
}
