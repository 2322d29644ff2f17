using System.Text.Json;
using IBMCloud.Core;

namespace IBMCloud.SoftLayer;

/// <summary>
/// Image templates (API reference, <c>SoftLayer_Virtual_Guest_Block_Device_Template_Group</c>).
/// <code>
/// createFromIcos          POST [configuration]   → template group
/// getObject, isEncrypted  GET
/// deleteObject            GET                    → transaction
/// SoftLayer_Account/getPrivateBlockDeviceTemplateGroups  GET + filter
/// </code>
/// </summary>
public sealed class ImageTemplateClient
{
    internal const string Service = "SoftLayer_Virtual_Guest_Block_Device_Template_Group";
    private const string ListRoot = "privateBlockDeviceTemplateGroups";

    // IBM's own sample waits this long: the call checks the object before it answers.
    private static readonly TimeSpan ImportTimeout = TimeSpan.FromMinutes(4);
    private readonly SoftLayerRest _rest;
    private readonly TimeProvider _clock;
    private readonly TimeSpan _searchInterval;

    internal ImageTemplateClient(SoftLayerRest rest, IbmCloudClientOptions options) => (_rest, _clock, _searchInterval) = (rest, options.TimeProvider, options.RetryDelay);

    /// <summary>The account's own templates of a name whose note has a marker.</summary>
    /// <param name="name">Exact name.</param>
    /// <param name="noteMarker">Text that the note must have; <see langword="null"/> for any note.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>The newest such template, or <see langword="null"/>.</returns>
    /// <exception cref="IbmCloudException">The service refused or failed.</exception>
    public async Task<ImageTemplate?> FindAsync(string name, string? noteMarker = null, CancellationToken cancellationToken = default) =>
        (await FindAllAsync(name, noteMarker, cancellationToken).ConfigureAwait(false)).OrderByDescending(one => one.Id).FirstOrDefault();

    /// <summary>Starts the import of an encrypted image.</summary>
    /// <param name="import">What to import.</param>
    /// <param name="cancellationToken">Ends the call; an import that has begun goes on.</param>
    /// <returns>The new template; it is not ready yet: <see cref="WaitUntilReadyAsync"/>.</returns>
    /// <remarks>Where the answer is lost, the template is searched for by name and note; the import is never sent twice.</remarks>
    /// <exception cref="ArgumentException">A value is missing or cannot be right.</exception>
    /// <exception cref="IbmCloudException">A template of this name and note exists; or the service refused, failed or did not answer.</exception>
    public async Task<ImageTemplate> ImportAsync(EncryptedImageImport import, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(import);
        import.Validate();
        var before = await FindAllAsync(import.Name, null, cancellationToken).ConfigureAwait(false);
        if (before.FirstOrDefault(one => (one.Note ?? "") == import.Note) is { } existing)
        {
            throw new IbmCloudException(SoftLayerRest.ServiceName, $"{Service}/createFromIcos",
                $"The image template '{import.Name}' with this note exists already: {existing.Id}. Use it, delete it, or give the import another name or note.");
        }

        var known = before.Select(one => one.Id).ToHashSet();
        try
        {
            return await _rest.PostAsync(
                new SoftLayerCall(Service, "createFromIcos") { AttemptTimeout = ImportTimeout },
                writer => WriteImport(writer, import),
                SoftLayerJson.Default.ImageTemplate,
                cancellationToken).ConfigureAwait(false) ?? throw NoAnswer("createFromIcos");
        }
        catch (IbmCloudException e) when (LostAnswer.IsLost(e))
        {
            return await LostAnswer.RecoverAsync(e, $"the image template '{import.Name}'", FindNewAsync, _searchInterval, _clock, cancellationToken).ConfigureAwait(false);
        }

        async Task<ImageTemplate?> FindNewAsync(CancellationToken cancellation) =>
            (await FindAllAsync(import.Name, null, cancellation).ConfigureAwait(false)).FirstOrDefault(one => !known.Contains(one.Id) && (one.Note ?? "") == import.Note);
    }

    /// <summary>One template with its copies and transactions.</summary>
    /// <param name="id">The template.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The template, or <see langword="null"/> if it does not exist or this user may not see it.</returns>
    /// <exception cref="IbmCloudException">The service refused or failed.</exception>
    public async Task<ImageTemplate?> GetAsync(long id, CancellationToken cancellationToken = default)
    {
        try
        {
            return await ReadAsync(id, cancellationToken).ConfigureAwait(false);
        }
        catch (IbmCloudException e) when (e.Status == System.Net.HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    /// <summary>Whether the template's disks are encrypted with a key of the account.</summary>
    /// <param name="id">The template.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="IbmCloudException">The service refused or failed.</exception>
    public Task<bool> IsEncryptedAsync(long id, CancellationToken cancellationToken = default) =>
        _rest.GetAsync(new SoftLayerCall(Service, "isEncrypted", id), SoftLayerJson.Default.Boolean, cancellationToken);

    /// <summary>Waits until neither the template nor any of its copies has a transaction; "Active" alone does not mean that.</summary>
    /// <param name="id">The template.</param>
    /// <param name="options">Pace and deadline.</param>
    /// <param name="progress">Told after each look.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="IbmCloudException">The template is gone (a failed import leaves none), or the deadline passed.</exception>
    public async Task<ImageTemplate> WaitUntilReadyAsync(
        long id, WaitOptions? options = null, IProgress<WaitProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        try
        {
            return await Polling.UntilAsync(
                $"Image template {id}", look => ReadAsync(id, look), template => template.IsReady, template => template.Running,
                new($"{Service}/wait", options ?? new WaitOptions(), _clock, progress), cancellationToken).ConfigureAwait(false);
        }
        catch (IbmCloudException e) when (e.Status == System.Net.HttpStatusCode.NotFound)
        {
            throw new IbmCloudException(SoftLayerRest.ServiceName, $"{Service}/wait",
                $"Image template {id} is gone: the import failed and was rolled back, or somebody deleted it. Check object, API key, wrapped key and the authorization from Cloud Block Storage to Key Protect, then import again.", e)
            {
                Status = e.Status,
                Code = e.Code,
            };
        }
    }

    /// <summary>Deletes the template in all datacenters. It is final; the template disappears some time after the answer.</summary>
    /// <param name="id">The template.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns><see langword="false"/> if there was nothing to delete, or nothing that this user may see.</returns>
    /// <exception cref="IbmCloudException">The service refused or failed.</exception>
    public async Task<bool> DeleteAsync(long id, CancellationToken cancellationToken = default)
    {
        try
        {
            await _rest.GetAsync(new SoftLayerCall(Service, "deleteObject", id), SoftLayerJson.Default.Transaction, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (IbmCloudException e) when (e.Status == System.Net.HttpStatusCode.NotFound)
        {
            return false;
        }
    }

    /// <summary>The operating systems that an import may name, by reference code.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="IbmCloudException">The service refused or failed.</exception>
    public async Task<IReadOnlyList<OperatingSystem>> GetImportableOperatingSystemsAsync(CancellationToken cancellationToken = default) =>
        await _rest.GetAsync(
            new SoftLayerCall(Service, "getVhdImportSoftwareDescriptions") { Mask = ObjectMask.Of(SoftLayerJson.Default.OperatingSystem) },
            SoftLayerJson.Default.IReadOnlyListOperatingSystem,
            cancellationToken).ConfigureAwait(false) ?? [];

    private async Task<ImageTemplate> ReadAsync(long id, CancellationToken cancellationToken) =>
        await _rest.GetAsync(
            new SoftLayerCall(Service, "getObject", id) { Mask = ObjectMask.Of(SoftLayerJson.Default.ImageTemplate) },
            SoftLayerJson.Default.ImageTemplate,
            cancellationToken).ConfigureAwait(false) ?? throw NoAnswer("getObject");

    private async Task<IReadOnlyList<ImageTemplate>> FindAllAsync(string name, string? noteMarker, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        var filter = ObjectFilter.For(SoftLayerJson.Default.ImageTemplate, ListRoot).Where("name", FilterCondition.Is(name));
        var all = await _rest.ListAsync(
            new SoftLayerCall("SoftLayer_Account", "getPrivateBlockDeviceTemplateGroups") { Mask = ObjectMask.Of(SoftLayerJson.Default.ImageTemplate), Filter = filter },
            SoftLayerJson.Default.IReadOnlyListImageTemplate,
            cancellationToken).ConfigureAwait(false);

        // The service ignores a filter that it cannot read and answers with everything: what came is looked at again.
        return [.. all.Where(one => one.Name == name && (noteMarker is null || one.Note?.Contains(noteMarker, StringComparison.Ordinal) == true))];
    }

    // The names of the type's metadata and of every maintained client: isEncrypted and cloudInit. The two of IBM's sample page are read by nobody.
    private static void WriteImport(Utf8JsonWriter writer, EncryptedImageImport import)
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

    private static IbmCloudException NoAnswer(string method) =>
        new(SoftLayerRest.ServiceName, $"{Service}/{method}", $"SoftLayer answered null to {method}. Look for the image template by its name before you repeat the call.")
        {
            Status = System.Net.HttpStatusCode.OK,
        };
}
