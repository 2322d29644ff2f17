using System.Security.Cryptography;

namespace IBMCloud.Emulator.ResourceController.Keys;

/// <summary>An HMAC credential of Object Storage for AWS signature version 4: 32 and 48 hexadecimal digits, as in IBM's samples.</summary>
/// <param name="AccessKeyId">Names the pair in a request.</param>
/// <param name="SecretAccessKey">Signs it.</param>
internal sealed record HmacPair(string AccessKeyId, string SecretAccessKey)
{
    public static HmacPair New() => new(RandomNumberGenerator.GetHexString(32, lowercase: true), RandomNumberGenerator.GetHexString(48, lowercase: true));

    public override string ToString() => AccessKeyId;
}
