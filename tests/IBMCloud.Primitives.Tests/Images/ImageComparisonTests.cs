namespace IBMCloud.Primitives.Tests.Images;

public sealed class ImageComparisonTests
{
    private static readonly byte[] Plain = Enumerable.Range(0, 3_000_000).Select(i => (byte)(i * 31 + (i >> 8))).ToArray();

    private static async Task<long?> Compare(byte[] image, byte[]? plain = null)
    {
        using var left = new MemoryImageSource(image);
        using var right = new MemoryImageSource(plain ?? Plain);
        return await ImageComparison.FindFirstDifferenceAsync(left, right, null, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Equal_images_have_no_difference() => (await Compare(Plain)).Should().BeNull();

    [Fact]
    public async Task Zeros_after_the_plain_image_are_rounding_and_no_difference() => (await Compare([.. Plain, .. new byte[5000]])).Should().BeNull();

    [Fact]
    public async Task A_byte_after_the_plain_image_that_is_not_zero_is_a_difference()
    {
        byte[] image = [.. Plain, .. new byte[5000]];
        image[Plain.Length + 4000] = 1;
        (await Compare(image)).Should().Be(Plain.Length + 4000);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1 << 20)]
    [InlineData(2_999_999)]
    public async Task The_first_byte_that_differs_is_named(int at)
    {
        var image = (byte[])Plain.Clone();
        image[at] ^= 1;
        (await Compare(image)).Should().Be(at);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1 << 20)]
    [InlineData(2_999_999)]
    public async Task An_image_that_is_too_short_differs_at_its_end(int length) => (await Compare(Plain[..length])).Should().Be(length);

    [Fact]
    public async Task An_image_that_lacks_only_zeros_at_the_end_still_differs() => (await Compare(Plain[..100], [.. Plain[..100], 0, 0])).Should().Be(100);

    [Fact]
    public async Task Two_empty_images_are_equal() => (await Compare([], [])).Should().BeNull();
}
