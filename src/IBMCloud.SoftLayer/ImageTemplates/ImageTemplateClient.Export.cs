using System.Text.Json;
using IBMCloud.Core;

namespace IBMCloud.SoftLayer;

/// <content>Exports to Object Storage.</content>
public sealed partial class ImageTemplateClient
{
    /// <summary>
    /// Starts the export of a template's disk. The service answers before anything is written, and says nothing where the key may not write or the
    /// bucket is in another region: wait for the object that this call names, with a deadline.
    /// </summary>
    /// <param name="id">The template.</param>
    /// <param name="uri">Where to: <c>cos://REGION/BUCKET/NAME.vhd</c>, in a bucket of that region.</param>
    /// <param name="apiKey">API key that may write there. It stays the caller's to dispose.</param>
    /// <param name="cancellationToken">Ends the call; an export that has begun goes on.</param>
    /// <returns>The object that will appear: the disk's number goes before the extension.</returns>
    /// <remarks>Where the answer is lost, the template's transaction tells whether the export began; it is never sent twice.</remarks>
    /// <exception cref="ArgumentException">The address is none.</exception>
    /// <exception cref="IbmCloudException">The service refused, failed or did not answer.</exception>
    public async Task<Uri> ExportAsync(long id, Uri uri, SecretString apiKey, CancellationToken cancellationToken = default)
    {
        CosObjectUri.Check(uri);
        ArgumentNullException.ThrowIfNull(apiKey);
        if (!uri.OriginalString.EndsWith(".vhd", StringComparison.Ordinal))
        {
            throw new ArgumentException($"'{uri}' must end in .vhd: that is what a template is exported as.", nameof(uri));
        }

        try
        {
            await _rest.PostAsync(
                new SoftLayerCall(Service, "copyToIcos", id) { AttemptTimeout = ImportTimeout },
                writer => Write(writer, uri, apiKey),
                SoftLayerJson.Default.Boolean,
                cancellationToken).ConfigureAwait(false);
        }
        catch (IbmCloudException e) when (LostAnswer.IsLost(e))
        {
            await LostAnswer.RecoverAsync(e, $"an export of image template {id}", FindBegunAsync, _searchInterval, _clock, cancellationToken).ConfigureAwait(false);
        }

        return ExportedDisk(uri, 0);

        async Task<ImageTemplate?> FindBegunAsync(CancellationToken cancellation) =>
            await ReadAsync(id, cancellation).ConfigureAwait(false) is { Running.Count: > 0 } busy ? busy : null;
    }

    /// <summary>The object that a disk is exported to: <c>NAME-0.vhd</c> for the boot disk.</summary>
    /// <param name="uri">The address that the export was given.</param>
    /// <param name="disk">The disk's number.</param>
    public static Uri ExportedDisk(Uri uri, int disk)
    {
        CosObjectUri.Check(uri);
        ArgumentOutOfRangeException.ThrowIfNegative(disk);
        var text = uri.OriginalString;
        var dot = text.LastIndexOf('.');
        var end = dot > text.LastIndexOf('/') ? dot : text.Length;
        return new Uri(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{text.AsSpan(0, end)}-{disk}{text.AsSpan(end)}"));
    }

    private static void Write(Utf8JsonWriter writer, Uri uri, SecretString apiKey)
    {
        writer.WriteStartObject();
        writer.WriteString("uri", uri.OriginalString);
        writer.WriteString("ibmApiKey", apiKey.Utf8);
        writer.WriteEndObject();
    }
}
