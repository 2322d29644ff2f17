using System.Security.Cryptography;

namespace IBMCloud.Luks.Tests.Cryptography.Xts;

public sealed class XtsCipherTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(16)]
    [InlineData(31)]
    [InlineData(48)]
    [InlineData(65)]
    public void A_key_of_another_length_is_refused(int length) =>
        FluentActions.Invoking(() => new XtsCipher(new byte[length])).Should().Throw<ArgumentException>().WithMessage("*32 or 64 bytes*");

    [Theory]
    [InlineData(32)]
    [InlineData(64)]
    public void Equal_key_halves_are_refused(int length)
    {
        var half = RandomNumberGenerator.GetBytes(length / 2);
        FluentActions.Invoking(() => new XtsCipher([.. half, .. half])).Should().Throw<ArgumentException>().WithMessage("*equal*");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(16)]
    [InlineData(256)]
    [InlineData(520)]
    [InlineData(8192)]
    public void A_data_unit_of_another_size_is_refused(int size) =>
        FluentActions.Invoking(() => new XtsCipher(RandomNumberGenerator.GetBytes(64), size)).Should().Throw<ArgumentOutOfRangeException>();

    [Fact]
    public void An_unknown_tweak_is_refused() =>
        FluentActions.Invoking(() => new XtsCipher(RandomNumberGenerator.GetBytes(64), 512, (XtsTweak)2)).Should().Throw<ArgumentOutOfRangeException>();

    [Fact]
    public void Lengths_that_do_not_fit_are_refused_before_a_byte_is_written()
    {
        using var cipher = new XtsCipher(RandomNumberGenerator.GetBytes(64), 4096);
        var destination = new byte[8192];
        cipher.Invoking(c => c.Encrypt(0, new byte[512], destination)).Should().Throw<ArgumentException>().WithMessage("*multiple*");
        cipher.Invoking(c => c.Decrypt(0, new byte[4097], destination)).Should().Throw<ArgumentException>().WithMessage("*multiple*");
        cipher.Invoking(c => c.Encrypt(0, new byte[12288], destination)).Should().Throw<ArgumentException>().WithMessage("*12288 are needed*");
        destination.Should().OnlyContain(b => b == 0);
    }

    [Fact]
    public void Memory_that_overlaps_by_less_than_all_is_refused()
    {
        using var cipher = new XtsCipher(RandomNumberGenerator.GetBytes(64));
        var memory = new byte[2048];
        cipher.Invoking(c => c.Encrypt(0, memory.AsSpan(0, 1024), memory.AsSpan(16))).Should().Throw<ArgumentException>().WithMessage("*overlap*");
        cipher.Invoking(c => c.Decrypt(0, memory.AsSpan(512, 1024), memory)).Should().Throw<ArgumentException>().WithMessage("*overlap*");
    }

    [Fact]
    public void An_empty_run_is_nothing_to_do()
    {
        using var cipher = new XtsCipher(RandomNumberGenerator.GetBytes(32));
        cipher.Invoking(c => c.Encrypt(ulong.MaxValue, [], [])).Should().NotThrow();
    }
}
