using IBMCloud.Core;

namespace IBMCloud.SoftLayer;

/// <summary>
/// Image templates (API reference, <c>SoftLayer_Virtual_Guest_Block_Device_Template_Group</c>).
/// <code>
/// createFromIcos          POST [configuration]   → template group
/// copyToIcos              POST [configuration]   → true; the objects appear later
/// getObject, isEncrypted  GET
/// editObject              POST [{name,note}]     → true
/// getStorageLocations, addLocations, removeLocations, setAvailableLocations, permitSharingAccess, denySharingAccess
/// deleteObject            GET                    → transaction
/// SoftLayer_Virtual_Guest/{id}/createArchiveTemplate     POST [name, [{id}], note]   → template group
/// SoftLayer_Account/getPrivateBlockDeviceTemplateGroups  GET + filter
/// </code>
/// </summary>
public sealed partial class ImageTemplateClient
{
    internal const string Service = "SoftLayer_Virtual_Guest_Block_Device_Template_Group";
    private const string ListRoot = "privateBlockDeviceTemplateGroups";

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

    /// <summary>The account's own templates, oldest first.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="IbmCloudException">The service refused or failed.</exception>
    public Task<IReadOnlyList<ImageTemplate>> ListAsync(CancellationToken cancellationToken = default) => _rest.ListAsync(
        new SoftLayerCall("SoftLayer_Account", "getPrivateBlockDeviceTemplateGroups")
        {
            Mask = ObjectMask.Of(SoftLayerJson.Default.ImageTemplate),
            Filter = ObjectFilter.For(SoftLayerJson.Default.ImageTemplate, ListRoot),
        },
        SoftLayerJson.Default.IReadOnlyListImageTemplate,
        cancellationToken);

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
        var hadCopies = false;
        try
        {
            return await Polling.UntilAsync(
                $"Image template {id}", LookAsync, template => template.IsReady, template => template.Running,
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

        // No sign of a failed import was ever documented: these are states that cannot lead to a usable template.
        async Task<ImageTemplate> LookAsync(CancellationToken look)
        {
            var template = await ReadAsync(id, look).ConfigureAwait(false);
            if (hadCopies && template.Children is not { Count: > 0 })
            {
                throw Failed(id, "lost its copies");
            }

            hadCopies |= template.Children is { Count: > 0 };
            return template.Running.Count == 0 && (template.Status?.KeyName ?? template.Status?.Name ?? "ACTIVE") is var state && !state.Equals("ACTIVE", StringComparison.OrdinalIgnoreCase)
                ? throw Failed(id, $"is '{state}' and nothing is under way")
                : template;
        }
    }

    /// <summary>Changes name and note, the only properties that can be changed.</summary>
    /// <param name="id">The template.</param>
    /// <param name="name">New name.</param>
    /// <param name="note">New note.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="IbmCloudException">The service refused or failed.</exception>
    public Task EditAsync(long id, string name, string note, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return _rest.PostAsync(
            new SoftLayerCall(Service, "editObject", id) { Idempotent = true },
            writer =>
            {
                writer.WriteStartObject();
                writer.WriteString("name", name);
                writer.WriteString("note", note);
                writer.WriteEndObject();
            },
            SoftLayerJson.Default.Boolean,
            cancellationToken);
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

    // No idempotency key exists: what a create makes is known by name and note, and by not having been there before.
    private async Task<ImageTemplate> CreateOnceAsync(string operation, string name, string note, Func<Task<ImageTemplate?>> send, CancellationToken cancellationToken)
    {
        var before = await FindAllAsync(name, null, cancellationToken).ConfigureAwait(false);
        if (before.FirstOrDefault(one => (one.Note ?? "") == note) is { } existing)
        {
            throw new IbmCloudException(SoftLayerRest.ServiceName, operation,
                $"The image template '{name}' with this note exists already: {existing.Id}. Use it, delete it, or choose another name or note.");
        }

        var known = before.Select(one => one.Id).ToHashSet();
        try
        {
            return await send().ConfigureAwait(false) ?? throw NoAnswer(operation);
        }
        catch (IbmCloudException e) when (LostAnswer.IsLost(e))
        {
            return await LostAnswer.RecoverAsync(e, $"the image template '{name}'", FindNewAsync, _searchInterval, _clock, cancellationToken).ConfigureAwait(false);
        }

        async Task<ImageTemplate?> FindNewAsync(CancellationToken cancellation) =>
            (await FindAllAsync(name, null, cancellation).ConfigureAwait(false)).FirstOrDefault(one => !known.Contains(one.Id) && (one.Note ?? "") == note);
    }

    private static IbmCloudException Failed(long id, string how) => new(SoftLayerRest.ServiceName, $"{Service}/wait",
        $"Image template {id} {how}: it will not become usable. Check object, API key, wrapped key and the authorization from Cloud Block Storage to Key Protect, delete the template, and import again.");

    private static IbmCloudException NoAnswer(string method) =>
        new(SoftLayerRest.ServiceName, $"{Service}/{method}", $"SoftLayer answered null to {method}. Look for the image template by its name before you repeat the call.")
        {
            Status = System.Net.HttpStatusCode.OK,
        };
}
