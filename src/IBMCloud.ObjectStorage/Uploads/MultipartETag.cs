using System.Security.Cryptography;

namespace IBMCloud.ObjectStorage.Uploads;

/// <summary>The entity tag of an object that was uploaded in parts: hex(MD5(the parts' MD5s, 16 bytes each)), a hyphen, their count.</summary>
internal static class MultipartETag
{
    public static string Of(IReadOnlyList<UploadedPart> inOrder)
    {
        using var md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        foreach (var part in inOrder)
        {
            md5.AppendData(Convert.FromHexString(part.Md5));
        }

        return $"{Convert.ToHexStringLower(md5.GetHashAndReset())}-{inOrder.Count}";
    }
}
