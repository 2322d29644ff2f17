using IBMCloud.ObjectStorage.Uploads;

namespace IBMCloud.ObjectStorage.Tests.Uploads;

/// <summary>The arithmetic of parts, also for sizes that no test can send.</summary>
public sealed class PartPlanTests
{
    private const long MiB = 1 << 20;

    [Theory]
    [InlineData(1, 16 * MiB, 1)]
    [InlineData(16 * MiB, 16 * MiB, 1)]
    [InlineData(16 * MiB + 1, 16 * MiB, 2)]
    [InlineData(160_000 * MiB, 16 * MiB, 10_000)]
    [InlineData(160_000 * MiB + 1, 20 * MiB, 8_001)]
    [InlineData(2L << 40, 212 * MiB, 9_893)]
    public void The_part_size_follows_from_the_length(long length, long partSize, int count)
    {
        var plan = PartPlan.For(length);

        plan.PartSize.Should().Be(partSize);
        plan.Count.Should().Be(count);
        plan.OffsetOf(count).Should().Be(length - plan.LengthOf(count));
    }

    [Fact]
    public void Ten_thousand_parts_do_and_one_more_does_not()
    {
        PartPlan.For(50_000 * MiB, 5 * MiB).Count.Should().Be(10_000);

        var more = () => PartPlan.For(50_000 * MiB + 1, 5 * MiB);

        more.Should().Throw<ArgumentException>().WithMessage("*10,000*");
    }

    [Theory]
    [InlineData(5 * MiB - 1)]
    [InlineData((5L << 30) + 1)]
    public void A_part_size_that_the_service_refuses_is_refused(long partSize)
    {
        var plan = () => PartPlan.For(100 * MiB, partSize);

        plan.Should().Throw<ArgumentException>();
    }

    [Fact]
    public void More_than_an_object_holds_is_refused()
    {
        var plan = () => PartPlan.For(10_000_000_000_001);

        plan.Should().Throw<ArgumentException>().WithMessage("*at most*");
    }
}
