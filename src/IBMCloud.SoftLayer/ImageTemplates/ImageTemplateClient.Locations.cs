using IBMCloud.Core;

namespace IBMCloud.SoftLayer;

/// <content>Where templates are, and who else may use them.</content>
public sealed partial class ImageTemplateClient
{
    /// <summary>The datacenters that have a copy.</summary>
    /// <param name="id">The template.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="IbmCloudException">The service refused or failed.</exception>
    public async Task<IReadOnlyList<Datacenter>> GetLocationsAsync(long id, CancellationToken cancellationToken = default) =>
        await _rest.GetAsync(new SoftLayerCall(Service, "getStorageLocations", id), SoftLayerJson.Default.IReadOnlyListDatacenter, cancellationToken).ConfigureAwait(false) ?? [];

    /// <summary>Copies the template to more datacenters. Each copy is billed; it takes as long as its transaction: <see cref="WaitUntilReadyAsync"/>.</summary>
    /// <param name="id">The template.</param>
    /// <param name="datacenters">Names, for example <c>dal12</c>. One that has a copy already stays as it is.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">There is no such datacenter.</exception>
    /// <exception cref="IbmCloudException">The service refused or failed.</exception>
    public Task AddLocationsAsync(long id, IReadOnlyList<string> datacenters, CancellationToken cancellationToken = default) =>
        ChangeLocationsAsync("addLocations", id, datacenters, cancellationToken);

    /// <summary>Removes copies; at least one stays.</summary>
    /// <param name="id">The template.</param>
    /// <param name="datacenters">Names, for example <c>dal12</c>.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">There is no such datacenter.</exception>
    /// <exception cref="IbmCloudException">The service refused or failed.</exception>
    public Task RemoveLocationsAsync(long id, IReadOnlyList<string> datacenters, CancellationToken cancellationToken = default) =>
        ChangeLocationsAsync("removeLocations", id, datacenters, cancellationToken);

    /// <summary>Makes these the only datacenters that have a copy.</summary>
    /// <param name="id">The template.</param>
    /// <param name="datacenters">Names, for example <c>dal12</c>.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">There is no such datacenter.</exception>
    /// <exception cref="IbmCloudException">The service refused or failed.</exception>
    public Task SetLocationsAsync(long id, IReadOnlyList<string> datacenters, CancellationToken cancellationToken = default) =>
        ChangeLocationsAsync("setAvailableLocations", id, datacenters, cancellationToken);

    /// <summary>Lets another account use the template. Whether servers of another account can start from an encrypted one is not documented.</summary>
    /// <param name="id">The template: the parent, not a copy.</param>
    /// <param name="accountId">Number of the other classic account.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="IbmCloudException">The service refused or failed.</exception>
    public Task ShareAsync(long id, long accountId, CancellationToken cancellationToken = default) => ShareAsync("permitSharingAccess", id, accountId, cancellationToken);

    /// <summary>Ends what <see cref="ShareAsync(long, long, CancellationToken)"/> allowed.</summary>
    /// <param name="id">The template: the parent, not a copy.</param>
    /// <param name="accountId">Number of the other classic account.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="IbmCloudException">The service refused or failed.</exception>
    public Task UnshareAsync(long id, long accountId, CancellationToken cancellationToken = default) => ShareAsync("denySharingAccess", id, accountId, cancellationToken);

    private Task ShareAsync(string method, long id, long accountId, CancellationToken cancellationToken) => _rest.PostAsync(
        new SoftLayerCall(Service, method, id) { Idempotent = true }, writer => writer.WriteNumberValue(accountId), SoftLayerJson.Default.Boolean, cancellationToken);

    // The calls take ids; all of them may be repeated, since they name the state that is wanted.
    private async Task ChangeLocationsAsync(string method, long id, IReadOnlyList<string> datacenters, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(datacenters);
        ArgumentOutOfRangeException.ThrowIfZero(datacenters.Count);
        var all = await _rest.GetAsync(
            new SoftLayerCall("SoftLayer_Location", "getDatacenters") { Mask = ObjectMask.Of(SoftLayerJson.Default.Datacenter) },
            SoftLayerJson.Default.IReadOnlyListDatacenter,
            cancellationToken).ConfigureAwait(false) ?? [];
        var ids = datacenters.Select(name => all.FirstOrDefault(one => string.Equals(one.Name, name, StringComparison.OrdinalIgnoreCase))?.Id
            ?? throw new ArgumentException($"There is no datacenter '{name}'. Names are such as dal13; there are {string.Join(", ", all.Select(one => one.Name))}.", nameof(datacenters))).ToList();
        await _rest.PostAsync(
            new SoftLayerCall(Service, method, id) { Idempotent = true },
            writer =>
            {
                writer.WriteStartArray();
                foreach (var place in ids)
                {
                    writer.WriteStartObject();
                    writer.WriteNumber("id", place);
                    writer.WriteEndObject();
                }

                writer.WriteEndArray();
            },
            SoftLayerJson.Default.Boolean,
            cancellationToken).ConfigureAwait(false);
    }
}
