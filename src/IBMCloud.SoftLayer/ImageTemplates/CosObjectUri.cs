namespace IBMCloud.SoftLayer;

/// <summary>Addresses of objects as imports and exports take them: <c>cos://REGION/BUCKET/KEY</c>.</summary>
internal static class CosObjectUri
{
    // A wrong address costs an import call that takes minutes, and its error names neither part: it is checked here.
    public static void Check(Uri uri)
    {
        ArgumentNullException.ThrowIfNull(uri);
        if (!uri.IsAbsoluteUri || uri.Scheme != "cos" || uri.Host.Length == 0 || uri.Segments.Length < 3 || uri.Query.Length > 0 || uri.Fragment.Length > 0)
        {
            throw new ArgumentException($"'{uri}' is not the address of an object. It has the form cos://REGION/BUCKET/KEY, with none of ? = < # in the key.", nameof(uri));
        }
    }
}
