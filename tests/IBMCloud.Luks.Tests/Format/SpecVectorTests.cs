using System.Security.Cryptography;

namespace IBMCloud.Luks.Tests.Format;

public sealed class SpecVectorTests
{
    private static byte[] Counting(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)i)];

    [Theory]
    [InlineData("sha1", "1f6d6523eeb9c44cbfcb71f4fdf142a52ac382ff1def3b26fb577cee72be7ac3")]
    [InlineData("sha256", "5ac8725b8514ecbbc8f876a4b9c816fd7ab4e851905c6123eb66eec06ab6ce29")]
    [InlineData("sha512", "537782ffa28522a07002a15fdd6aee472bde5017b1c30b5fb86ddf27172a78c9")]
    public void The_last_stripe_of_known_stripes_is_the_known_one(string hash, string last)
    {
        var stripes = new byte[32 * AntiForensicSplitter.Stripes];
        for (var j = 0; j < stripes.Length - 32; j++)
        {
            stripes[j] = (byte)(7 * j + (j >> 5));
        }

        AntiForensicSplitter.FinishSplit(Counting(32), LuksHash.Parse(hash), stripes);
        Convert.ToHexStringLower(stripes[^32..]).Should().Be(last);
        var key = new byte[32];
        AntiForensicSplitter.Merge(stripes, LuksHash.Parse(hash), key);
        key.Should().Equal(Counting(32));
    }

    [Fact]
    public void Diffuse_gives_the_known_answer()
    {
        var block = Counting(48);
        AntiForensicSplitter.Diffuse(block, HashAlgorithmName.SHA256);
        Convert.ToHexStringLower(block).Should().Be("bff51a6d513395979e3a870c8483769a5a70002e6e32c146c53e1d2edc4670028ecaf6406c66033f21aff4f5bb3d6ae2");
    }

    [Fact]
    public void Key_derivations_give_the_known_answers()
    {
        foreach (var (kdf, length, expected) in new (LuksKdf, int, string)[]
                 {
                     (new LuksKdf.Pbkdf2(1000), 64, "8dc79d6e47442ff3b672691bdf7e9e5d5cb7aa431aaea60a48c1ec4c98bb3bd4a186ba55f7af54c63ae78717efe81aed533a27a014ba7ff80a06fa387446b83e"),
                     (new LuksKdf.Argon2id(4, 32, 1), 64, "4779c9ccfcecb5b56437ec6dd3a99ebb9f20c57c5b3145ae4d9dd47b9dcca06ef98f958e75b59fe8ad5ece96cf2124fb82005d9ead57d42b811784f3403b0c2e"),
                     (new LuksKdf.Argon2id(4, 1024, 4), 64, "95612e753a98be87ae037b866865e8386fec6ee8d35a818d02a57ec6505b2d91ae1f0edc20bb66004cf97b6b6ecf791d0a0c4205d6f4300710f583fcbf4c6036"),
                     (new LuksKdf.Argon2i(4, 1024, 4), 32, "8b17fa2f5714f6b37138f7970ad7d29fbe728ae743baf108dfb0fa4db000a20c"),
                 })
        {
            using var key = new KeyDerivation(kdf, Counting(32)).Derive("passphrase"u8, length, new KdfBudget(new LuksOpenOptions()), CancellationToken.None);
            Convert.ToHexStringLower(key.Span).Should().Be(expected);
        }
    }
}
