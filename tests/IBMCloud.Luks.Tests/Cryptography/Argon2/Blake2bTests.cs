using System.Text;

namespace IBMCloud.Luks.Tests.Cryptography.Argon2Derivation;

public sealed class Blake2bTests
{
    [Theory]
    [InlineData("abc", "ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d17d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923")]
    [InlineData("", "786a02f742015903c6c6fd852552d272912f4740e15847618a86e217f71f5419d25e1031afee585313896444934eb04b903a685b1448b755d56f701afe9be2ce")]
    public void The_digest_is_that_of_RFC_7693(string text, string digest)
    {
        var hash = new Blake2b(64);
        hash.Append(Encoding.ASCII.GetBytes(text));
        var output = new byte[64];
        hash.Finish(output);
        Convert.ToHexStringLower(output).Should().Be(digest);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(129)]
    [InlineData(256)]
    [InlineData(300)]
    public void Input_in_pieces_gives_the_digest_of_the_whole(int length)
    {
        var input = Enumerable.Range(0, length).Select(i => (byte)i).ToArray();
        var whole = new Blake2b(32);
        whole.Append(input);
        var pieces = new Blake2b(32);
        foreach (var piece in input.Chunk(7))
        {
            pieces.Append(piece);
        }

        var expected = new byte[32];
        var actual = new byte[32];
        whole.Finish(expected);
        pieces.Finish(actual);
        actual.Should().Equal(expected);
    }
}
