namespace IBMCloud.ObjectStorage;

/// <summary>The rules of bucket names.</summary>
internal static class BucketName
{
    /// <exception cref="ArgumentException">The name is none that a bucket can have.</exception>
    public static string Check(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var valid = name.Length is >= 3 and <= 63 && char.IsAsciiLetterOrDigit(name[0]) && char.IsAsciiLetterOrDigit(name[^1])
            && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '-')
            && !name.Contains("..", StringComparison.Ordinal);
        return valid ? name : throw new ArgumentException(
            $"'{name}' cannot be a bucket's name. It has 3 to 63 lower-case letters, digits, dots and hyphens, and begins and ends with a letter or digit.", nameof(name));
    }
}
