using System.Runtime.Intrinsics.X86;

namespace IBMCloud.Luks.Tests.Cryptography.Argon2Derivation;

[Collection(nameof(MeasuredAlone))]
public sealed class Argon2Tests
{
    private static readonly byte[] Salt = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    [Theory]
    [InlineData(Argon2Variant.Argon2i, "c814d9d1dc7f37aa13f0d77f2494bda1c8de6b016dd388d29952a4c4672b6ce8")]
    [InlineData(Argon2Variant.Argon2id, "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659")]
    public void The_key_is_that_of_RFC_9106(Argon2Variant variant, string expected)
    {
        var key = new byte[32];
        Argon2.DeriveKey(variant, Repeat(1, 32), Repeat(2, 16), Repeat(3, 8), Repeat(4, 12), 3, 32, 4, key, TestContext.Current.CancellationToken);
        Convert.ToHexStringLower(key).Should().Be(expected);
    }

    [Theory]
    [InlineData(Argon2Variant.Argon2id, 32, 1, 64, "4779c9ccfcecb5b56437ec6dd3a99ebb9f20c57c5b3145ae4d9dd47b9dcca06ef98f958e75b59fe8ad5ece96cf2124fb82005d9ead57d42b811784f3403b0c2e")]
    [InlineData(Argon2Variant.Argon2id, 1024, 4, 64, "95612e753a98be87ae037b866865e8386fec6ee8d35a818d02a57ec6505b2d91ae1f0edc20bb66004cf97b6b6ecf791d0a0c4205d6f4300710f583fcbf4c6036")]
    [InlineData(Argon2Variant.Argon2i, 1024, 4, 32, "8b17fa2f5714f6b37138f7970ad7d29fbe728ae743baf108dfb0fa4db000a20c")]
    public void The_key_is_that_of_cryptsetups_library(Argon2Variant variant, int memory, int lanes, int length, string expected)
    {
        var key = new byte[length];
        Argon2.DeriveKey(variant, "passphrase"u8, Salt, 4, memory, lanes, key, TestContext.Current.CancellationToken);
        Convert.ToHexStringLower(key).Should().Be(expected);
    }

    [Theory]
    [InlineData(Argon2Variant.Argon2id, 1, 64, 1, 4)]
    [InlineData(Argon2Variant.Argon2id, 3, 100, 2, 32)]
    [InlineData(Argon2Variant.Argon2id, 2, 1000, 3, 64)]
    [InlineData(Argon2Variant.Argon2id, 4, 4099, 4, 65)]
    [InlineData(Argon2Variant.Argon2id, 1, 8192, 5, 96)]
    [InlineData(Argon2Variant.Argon2id, 2, 333, 6, 97)]
    [InlineData(Argon2Variant.Argon2id, 2, 56, 7, 128)]
    [InlineData(Argon2Variant.Argon2id, 2, 65536, 8, 512)]
    [InlineData(Argon2Variant.Argon2i, 1, 8, 1, 16)]
    [InlineData(Argon2Variant.Argon2i, 3, 5000, 3, 33)]
    [InlineData(Argon2Variant.Argon2i, 4, 20000, 8, 64)]
    public void The_key_is_that_of_the_reference_tool(Argon2Variant variant, int passes, int memory, int lanes, int length)
    {
        var tool = OutsideTool.Require("argon2");
        var expected = OutsideTool.Run(tool,
            ["saltsaltsalt", variant == Argon2Variant.Argon2i ? "-i" : "-id", "-t", $"{passes}", "-k", $"{memory}", "-p", $"{lanes}", "-l", $"{length}", "-r"],
            input: "pass word").MustSucceed().Output.Trim();
        var key = new byte[length];
        Argon2.DeriveKey(variant, "pass word"u8, "saltsaltsalt"u8, passes, memory, lanes, key, TestContext.Current.CancellationToken);
        Convert.ToHexStringLower(key).Should().Be(expected);
    }

    [Fact]
    public unsafe void Every_way_to_compute_a_block_gives_the_same_block()
    {
        var random = new Random(1);
        for (var round = 0; round < 50; round++)
        {
            var words = new ulong[3 * 128];
            random.NextBytes(System.Runtime.InteropServices.MemoryMarshal.AsBytes(words.AsSpan()));
            foreach (var xorWithOld in (bool[])[false, true])
            {
                var expected = Compressed(words, xorWithOld, &Argon2BlockScalar.Compress);
                Compressed(words, xorWithOld, &Argon2Block.Compress).Should().Equal(expected);
                if (Avx2.IsSupported)
                {
                    Compressed(words, xorWithOld, &Argon2BlockAvx2.Compress).Should().Equal(expected);
                }

                if (Avx512F.IsSupported)
                {
                    Compressed(words, xorWithOld, &Argon2BlockAvx512.Compress).Should().Equal(expected);
                }
            }
        }
    }

    [Fact]
    public void A_token_stops_the_work_in_the_middle_and_nothing_is_written()
    {
        var key = new byte[32];
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        var derive = () => Argon2.DeriveKey(Argon2Variant.Argon2id, "p"u8, Salt, 100_000, 65536, 4, key, stop.Token);
        derive.Should().Throw<OperationCanceledException>();
        key.Should().OnlyContain(b => b == 0);
    }

    [Fact]
    public void The_memory_is_not_on_the_managed_heap()
    {
        var before = GC.GetTotalAllocatedBytes(precise: true);
        Argon2.DeriveKey(Argon2Variant.Argon2id, "p"u8, Salt, 1, 16 * 1024, 2, new byte[32], TestContext.Current.CancellationToken);
        (GC.GetTotalAllocatedBytes(precise: true) - before).Should().BeLessThan(4 << 20, "16 MiB of working memory are native");
    }

    [Theory]
    [InlineData(0, 64, 1, 32, 32)]
    [InlineData(1, 7, 1, 32, 32)]
    [InlineData(1, 31, 4, 32, 32)]
    [InlineData(1, 64, 0, 32, 32)]
    [InlineData(1, int.MaxValue, 0x1000000, 32, 32)]
    [InlineData(1, -1, 1, 32, 32)]
    [InlineData(1, 64, 1, 7, 32)]
    [InlineData(1, 64, 1, 32, 3)]
    public void Numbers_outside_the_RFCs_ranges_are_refused(int passes, int memory, int lanes, int salt, int length) =>
        FluentActions.Invoking(() => Argon2.DeriveKey(Argon2Variant.Argon2id, "p"u8, new byte[salt], passes, memory, lanes, new byte[length]))
            .Should().Throw<ArgumentException>();

    [Fact]
    public void An_unknown_variant_is_refused() =>
        FluentActions.Invoking(() => Argon2.DeriveKey((Argon2Variant)2, "p"u8, Salt, 1, 64, 1, new byte[32])).Should().Throw<ArgumentOutOfRangeException>();

    private static unsafe ulong[] Compressed(ulong[] words, bool xorWithOld, delegate*<ulong*, ulong*, ulong*, ulong*, bool, void> compress)
    {
        var blocks = (ulong[])words.Clone();
        var scratch = GC.AllocateArray<ulong>(128 + 8, pinned: true);
        fixed (ulong* b = blocks, s = scratch)
        {
            compress(b, b + 128, b + 256, (ulong*)(((nuint)s + 63) & ~(nuint)63), xorWithOld);
        }

        return blocks;
    }

    private static byte[] Repeat(byte value, int count) => [.. Enumerable.Repeat(value, count)];
}
