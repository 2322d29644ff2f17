using System.Security.Cryptography;
using CsCheck;

namespace IBMCloud.Luks.Tests.Cryptography.Xts;

/// <summary>Every kernel that this process can run, against the standard's vectors and against the reference.</summary>
public sealed class XtsKernelTests
{
    /// <summary>Set for a process in which the runtime was told to do without some instructions.</summary>
    internal const string ExpectedKernels = "IBMCLOUD_E2E_XTS_KERNELS";

    public static TheoryData<string> Kernels => [.. KernelChoices.All.Select(kernel => kernel.Name)];

    [Fact]
    public void A_process_that_was_started_for_some_kernels_has_just_these()
    {
        if (Environment.GetEnvironmentVariable(ExpectedKernels) is { } expected)
        {
            string.Join(',', XtsKernels.Available.Select(kernel => kernel.Name)).Should().Be(expected);
        }

        XtsKernels.Available.Should().NotBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void A_kernel_gives_the_512_byte_vectors_of_IEEE_1619(string kernel)
    {
        using var aes128 = Cipher(kernel, Convert.FromHexString(Ieee1619Vectors.Key4));
        using var aes256 = Cipher(kernel, Convert.FromHexString(Ieee1619Vectors.Key10));
        var output = new byte[512];
        aes128.Encrypt(0, Ieee1619Vectors.Plaintext, output);
        Convert.ToHexStringLower(output).Should().Be(Ieee1619Vectors.Ciphertext4);
        aes256.Encrypt(0xFF, Ieee1619Vectors.Plaintext, output);
        Convert.ToHexStringLower(output).Should().Be(Ieee1619Vectors.Ciphertext10);
        aes256.Decrypt(0xFF, output, output);
        output.Should().Equal(Ieee1619Vectors.Plaintext);
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Zeros_encrypt_as_the_kernels_dm_crypt_encrypts_them(string kernel)
    {
        var key = Enumerable.Range(0, 64).Select(i => (byte)i).ToArray();
        Digest(kernel, key, 0, 512, 512).Should().Be("9943ddf45f593dcb9bcd2e3043ea706a3a7f0d35bfca0ddcfa7c0803e588601a");
        Digest(kernel, key, 1, 512, 512).Should().Be("310f8d962bab7e66a56806621e3d02be60b6387a70ecde08685b09925b37512d");
        Digest(kernel, key, 0, 8192, 4096).Should().Be("c7ea82dfa8f3a282811794fd732727fd95ff640e1859fc66ff5fe85b8183dbef");
        Digest(kernel, key, 0, 8192, 512).Should().Be("e1034053b4c1f7e5295ec99fd880446255f8f109676b21cc9faa45352e0d2e89");
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void A_kernel_agrees_with_the_reference_for_any_key_unit_size_tweak_number_length_and_alignment(string kernel)
    {
        var cases = Gen.Select(
            Gen.OneOf(32, 64), Gen.OneOf(512, 1024, 2048, 4096), Gen.OneOf(XtsTweak.Plain64, XtsTweak.Plain32),
            Gen.OneOf(Gen.ULong, Gen.OneOf(0UL, uint.MaxValue - 3UL, ulong.MaxValue - 3UL)), Gen.Int[1, 40], Gen.Int[0, 20], Gen.UInt, Gen.Bool);
        cases.Sample(
            (keySize, unitSize, tweak, sector, units, shift, seed, inPlace) =>
            {
                var random = new Random((int)seed);
                var key = new byte[keySize];
                random.NextBytes(key);
                var plain = new byte[units * unitSize];
                random.NextBytes(plain);
                var expected = new byte[plain.Length];
                for (var unit = 0; unit < units; unit++)
                {
                    var number = sector + (ulong)(unit * (unitSize / 512));
                    number = tweak == XtsTweak.Plain32 ? (uint)number : number;
                    ReferenceXts.Encrypt(key, number, plain.AsSpan(unit * unitSize, unitSize)).CopyTo(expected, unit * unitSize);
                }

                using var cipher = Cipher(kernel, key, unitSize, tweak);
                var from = new byte[plain.Length + shift].AsSpan(shift);
                var to = inPlace ? from : new byte[plain.Length + 32].AsSpan(16, plain.Length);
                plain.CopyTo(from);
                cipher.Encrypt(sector, from, to);
                var encrypted = to.SequenceEqual(expected);
                cipher.Decrypt(sector, to, from);
                return encrypted && from.SequenceEqual(plain);
            },
            iter: HeavyCount.From("IBMCLOUD_E2E_XTS_CASES", 60), threads: 1);
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Any_split_of_a_run_gives_the_same_bytes(string kernel)
    {
        var key = RandomNumberGenerator.GetBytes(64);
        var plain = RandomNumberGenerator.GetBytes(200 * 512);
        using var cipher = Cipher(kernel, key);
        var whole = new byte[plain.Length];
        cipher.Encrypt(7, plain, whole);
        for (var step = 1; step <= 33; step++)
        {
            var parts = new byte[plain.Length];
            for (var unit = 0; unit < 200; unit += step)
            {
                var range = (unit * 512)..(Math.Min(200, unit + step) * 512);
                cipher.Encrypt(7 + (ulong)unit, plain.AsSpan(range), parts.AsSpan(range));
            }

            parts.AsSpan().SequenceEqual(whole).Should().BeTrue("a run cut every {0} data units is the same run", step);
        }
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void A_longer_destination_keeps_its_tail(string kernel)
    {
        using var cipher = Cipher(kernel, RandomNumberGenerator.GetBytes(64));
        var destination = new byte[1024];
        destination.AsSpan().Fill(0xA5);
        cipher.Encrypt(0, new byte[512], destination);
        destination.Skip(512).Should().OnlyContain(b => b == 0xA5);
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void One_cipher_serves_many_threads(string kernel)
    {
        using var cipher = Cipher(kernel, RandomNumberGenerator.GetBytes(64));
        var plain = RandomNumberGenerator.GetBytes(64 * 1024);
        var expected = new byte[plain.Length];
        cipher.Encrypt(0, plain, expected);
        var differences = 0;
        Parallel.For(0, 64, _ =>
        {
            var output = new byte[plain.Length];
            cipher.Encrypt(0, plain, output);
            if (!output.AsSpan().SequenceEqual(expected))
            {
                Interlocked.Increment(ref differences);
            }
        });
        differences.Should().Be(0);
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void A_run_allocates_nothing(string kernel)
    {
        using var cipher = Cipher(kernel, RandomNumberGenerator.GetBytes(64));
        var buffer = new byte[256 * 1024];
        cipher.Encrypt(0, buffer, buffer);
        cipher.Decrypt(0, buffer, buffer);

        // The least of some rounds: another test's threads may empty the pool that the portable kernel rents from.
        var least = Enumerable.Range(0, 10).Min(_ =>
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 20; i++)
            {
                cipher.Encrypt(0, buffer, buffer);
                cipher.Decrypt(0, buffer, buffer);
            }

            return GC.GetAllocatedBytesForCurrentThread() - before;
        });
        least.Should().BeLessThan(512, "a pool may grow by a node, a call or a sector costs nothing");
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void A_disposed_cipher_refuses(string kernel)
    {
        var cipher = Cipher(kernel, RandomNumberGenerator.GetBytes(64));
        cipher.Dispose();
        cipher.Dispose();
        cipher.Invoking(c => c.Encrypt(0, new byte[512], new byte[512])).Should().Throw<ObjectDisposedException>();
        cipher.Invoking(c => c.Decrypt(0, new byte[512], new byte[512])).Should().Throw<ObjectDisposedException>();
    }

    private static string Digest(string kernel, byte[] key, ulong sector, int length, int unitSize)
    {
        using var cipher = Cipher(kernel, key, unitSize);
        var output = new byte[length];
        cipher.Encrypt(sector, output, output);
        return Convert.ToHexStringLower(SHA256.HashData(output));
    }

    private static XtsCipher Cipher(string kernel, byte[] key, int unitSize = 512, XtsTweak tweak = XtsTweak.Plain64) =>
        new(key, unitSize, tweak, KernelChoices.Named(kernel));
}
