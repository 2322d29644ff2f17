using System.Text.Json;
using IBMCloud.Core;

namespace IBMCloud.SoftLayer;

/// <content>Imports from Object Storage.</content>
public sealed partial class ImageTemplateClient
{
    // IBM's own sample waits this long: the call checks the object before it answers.
    private static readonly TimeSpan ImportTimeout = TimeSpan.FromMinutes(4);

    /// <summary>Starts the import of an encrypted image.</summary>
    /// <param name="import">What to import.</param>
    /// <param name="cancellationToken">Ends the call; an import that has begun goes on.</param>
    /// <returns>The new template; it is not ready yet: <see cref="WaitUntilReadyAsync"/>.</returns>
    /// <remarks>Where the answer is lost, the template is searched for by name and note; the import is never sent twice.</remarks>
    /// <exception cref="ArgumentException">A value is missing or cannot be right.</exception>
    /// <exception cref="IbmCloudException">A template of this name and note exists; or the service refused, failed or did not answer.</exception>
    public Task<ImageTemplate> ImportAsync(EncryptedImageImport import, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(import);
        import.Validate();
        return ImportAsync(import.Name, import.Note, writer => Write(writer, import), cancellationToken);
    }

    /// <summary>Starts the import of an image that is not encrypted.</summary>
    /// <param name="import">What to import.</param>
    /// <param name="cancellationToken">Ends the call; an import that has begun goes on.</param>
    /// <returns>The new template; it is not ready yet: <see cref="WaitUntilReadyAsync"/>.</returns>
    /// <remarks>Where the answer is lost, the template is searched for by name and note; the import is never sent twice.</remarks>
    /// <exception cref="ArgumentException">A value is missing or cannot be right.</exception>
    /// <exception cref="IbmCloudException">A template of this name and note exists; or the service refused, failed or did not answer.</exception>
    public Task<ImageTemplate> ImportAsync(PlainImageImport import, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(import);
        import.Validate();
        return ImportAsync(import.Name, import.Note, writer => Write(writer, import), cancellationToken);
    }

    private Task<ImageTemplate> ImportAsync(string name, string note, Action<Utf8JsonWriter> write, CancellationToken cancellationToken) => CreateOnceAsync(
        $"{Service}/createFromIcos",
        name,
        note,
        () => _rest.PostAsync(new SoftLayerCall(Service, "createFromIcos") { AttemptTimeout = ImportTimeout }, write, SoftLayerJson.Default.ImageTemplate, cancellationToken),
        cancellationToken);

    // The names of the type's metadata and of every maintained client: isEncrypted and cloudInit. The two of IBM's sample page are read by nobody.
    private static void Write(Utf8JsonWriter writer, EncryptedImageImport import)
    {
        writer.WriteStartObject();
        writer.WriteString("name", import.Name);
        writer.WriteString("note", import.Note);
        writer.WriteString("operatingSystemReferenceCode", import.OsReferenceCode);
        writer.WriteString("uri", import.Uri.OriginalString);
        writer.WriteBoolean("isEncrypted", true);
        writer.WriteBoolean("cloudInit", import.CloudInit);
        writer.WriteBoolean("byol", import.Byol);
        writer.WriteString("ibmApiKey", import.ApiKey.Utf8);
        writer.WriteString("crkCrn", import.RootKeyCrn.ToString());
        writer.WriteString("wrappedDek", import.WrappedDek);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, PlainImageImport import)
    {
        writer.WriteStartObject();
        writer.WriteString("name", import.Name);
        writer.WriteString("note", import.Note);
        writer.WriteString("operatingSystemReferenceCode", import.OsReferenceCode);
        writer.WriteString("uri", import.Uri.OriginalString);
        writer.WriteBoolean("isEncrypted", false);
        writer.WriteBoolean("cloudInit", import.CloudInit);
        writer.WriteBoolean("byol", import.Byol);
        writer.WriteString("ibmApiKey", import.ApiKey.Utf8);
        writer.WriteEndObject();
    }
}
