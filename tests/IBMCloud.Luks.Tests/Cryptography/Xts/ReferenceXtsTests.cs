namespace IBMCloud.Luks.Tests.Cryptography.Xts;

/// <summary>The oracle of the other tests is itself held to the standard's short vectors.</summary>
public sealed class ReferenceXtsTests
{
    private const string StealingKey = "fffefdfcfbfaf9f8f7f6f5f4f3f2f1f0bfbebdbcbbbab9b8b7b6b5b4b3b2b1b0";
    private const string Fours = "4444444444444444444444444444444444444444444444444444444444444444";

    [Theory]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000", 0UL, "0000000000000000000000000000000000000000000000000000000000000000", "917cf69ebd68b2ec9b9fe9a3eadda692cd43d2f59598ed858c02c2652fbf922e")]
    [InlineData("1111111111111111111111111111111122222222222222222222222222222222", 0x3333333333UL, Fours, "c454185e6a16936e39334038acef838bfb186fff7480adc4289382ecd6d394f0")]
    [InlineData("fffefdfcfbfaf9f8f7f6f5f4f3f2f1f022222222222222222222222222222222", 0x3333333333UL, Fours, "af85336b597afc1a900b2eb21ec949d292df4c047e0b21532186a5971a227a89")]
    [InlineData(StealingKey, 0x123456789aUL, "000102030405060708090a0b0c0d0e0f10", "6c1625db4671522d3d7599601de7ca09ed")]
    [InlineData(StealingKey, 0x123456789aUL, "000102030405060708090a0b0c0d0e0f1011", "d069444b7a7e0cab09e24447d24deb1fedbf")]
    [InlineData(StealingKey, 0x123456789aUL, "000102030405060708090a0b0c0d0e0f101112", "e5df1351c0544ba1350b3363cd8ef4beedbf9d")]
    [InlineData(StealingKey, 0x123456789aUL, "000102030405060708090a0b0c0d0e0f10111213", "9d84c813f719aa2c7be3f66171c7c5c2edbf9dac")]
    public void The_reference_gives_the_vectors_of_IEEE_1619(string key, ulong number, string plaintext, string ciphertext)
    {
        Convert.ToHexStringLower(ReferenceXts.Encrypt(Convert.FromHexString(key), number, Convert.FromHexString(plaintext))).Should().Be(ciphertext);
        Convert.ToHexStringLower(ReferenceXts.Decrypt(Convert.FromHexString(key), number, Convert.FromHexString(ciphertext))).Should().Be(plaintext);
    }
}
