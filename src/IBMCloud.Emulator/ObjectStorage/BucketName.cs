using IBMCloud.Emulator.Hosting;

namespace IBMCloud.Emulator.ObjectStorage;

/// <summary>The rules of bucket names (spec cos §1).</summary>
internal static class BucketName
{
    public static string Check(string name)
    {
        var valid = name.Length is >= 3 and <= 63 && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '-')
            && char.IsAsciiLetterOrDigit(name[0]) && char.IsAsciiLetterOrDigit(name[^1])
            && !name.StartsWith("cosv1-", StringComparison.Ordinal) && !name.StartsWith("account-", StringComparison.Ordinal);
        return valid ? name : throw new ServiceError(400, "InvalidBucketName", "The specified bucket is not valid.");
    }
}
