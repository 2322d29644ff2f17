using System.Collections.Concurrent;
using IBMCloud.ActivityTracker;
using IBMCloud.Core;
using IBMCloud.Iam;
using IBMCloud.KeyProtect;
using IBMCloud.ObjectStorage;
using IBMCloud.Primitives;
using IBMCloud.ResourceController;
using IBMCloud.SoftLayer;

namespace IBMCloud.E2E;

/// <summary>The clients of all services, over one credential and one set of options. Owned by the workflow.</summary>
public sealed class E2EClients : IDisposable
{
    private readonly IbmCloudClientOptions _options;
    private readonly IbmCloudCredential _credential;
    private readonly ApiKeyCredential? _owned;
    private readonly ConcurrentDictionary<string, KeyProtectClient> _keyProtect = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<IbmRegion, ObjectStorageClient> _objectStorage = new();

    internal E2EClients(E2EOptions options)
    {
        _options = options.Client;
        _credential = options.Credential ?? (_owned = new ApiKeyCredential(options.ApiKey, options.Client));
        Iam = new IamClient(_credential, options.Client);
        ResourceController = new ResourceControllerClient(_credential, options.Client);
        CloudLogs = [.. options.CloudLogs.Select(address => new CloudLogsSource(address, _credential, options.Client))];
        SoftLayer = new SoftLayerClient(options.SoftLayer ?? SoftLayerCredential.ApiKey(options.ApiKey), options.Client);
    }

    /// <summary>Identities and policies.</summary>
    public IamClient Iam { get; }

    /// <summary>Instances and account facts.</summary>
    public ResourceControllerClient ResourceController { get; }

    /// <summary>Classic infrastructure.</summary>
    public SoftLayerClient SoftLayer { get; }

    internal IReadOnlyList<CloudLogsSource> CloudLogs { get; }

    internal string KeyService => "kms";

    /// <summary>The keys of an instance.</summary>
    /// <param name="instance">CRN of the instance, or of a key in it.</param>
    public KeyProtectClient KeyProtect(Crn instance)
    {
        ArgumentNullException.ThrowIfNull(instance);
        return _keyProtect.GetOrAdd(instance.ServiceInstance, (_, crn) => new KeyProtectClient(KeyProtectInstance.FromCrn(crn), _credential, _options), instance);
    }

    /// <summary>Buckets and objects of a region.</summary>
    /// <param name="region">Region.</param>
    public ObjectStorageClient ObjectStorage(IbmRegion region) => _objectStorage.GetOrAdd(region, one => new ObjectStorageClient(_credential, one, _options));

    /// <summary>Wraps a data key with the root key of a run.</summary>
    /// <param name="facts">What the run knows.</param>
    /// <param name="dataKey">The data key, 32 or 64 bytes; stays the caller's.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The WDEK.</returns>
    public async Task<string> WrapAsync(RunFacts facts, SecretBytes dataKey, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(facts);
        return (await KeyProtect(facts).WrapDekAsync(RootKeyOf(facts), dataKey, cancellationToken).ConfigureAwait(false)).Text;
    }

    /// <summary>Unwraps a data key with the root key of a run.</summary>
    /// <param name="facts">What the run knows.</param>
    /// <param name="wrapped">The WDEK.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The data key; the caller disposes it.</returns>
    public Task<SecretBytes> UnwrapAsync(RunFacts facts, string wrapped, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(facts);
        return KeyProtect(facts).UnwrapDekAsync(RootKeyOf(facts), WrappedDek.Parse(wrapped), cancellationToken);
    }

    /// <summary>Makes a data key on this machine, wraps it with the root key of a run, and unwraps it again to prove that what is stored opens.</summary>
    /// <param name="facts">What the run knows.</param>
    /// <param name="length">64 or 32 bytes.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The data key, plain and wrapped; the caller disposes it.</returns>
    /// <exception cref="E2EPrerequisiteException">What came back is not what was wrapped.</exception>
    public async Task<NewDek> NewDataKeyAsync(RunFacts facts, int length, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var made = await KeyProtect(facts).CreateDekAsync(RootKeyOf(facts), length, cancellationToken).ConfigureAwait(false);
        try
        {
            using var proof = await KeyProtect(facts).UnwrapDekAsync(RootKeyOf(facts), made.Wrapped, cancellationToken).ConfigureAwait(false);
            return made.Key.FixedTimeEquals(proof.Span) ? made : throw new E2EPrerequisiteException(E2EStepIds.DataKey,
                "Key Protect unwrapped the data key to something else than what was wrapped. Nothing was encrypted with it; run again, and open a support case if it comes back so.");
        }
        catch
        {
            made.Dispose();
            throw;
        }
    }

    /// <summary>Closes the connections.</summary>
    public void Dispose()
    {
        Iam.Dispose();
        ResourceController.Dispose();
        SoftLayer.Dispose();
        foreach (var logs in CloudLogs)
        {
            logs.Dispose();
        }

        foreach (var client in _keyProtect.Values)
        {
            client.Dispose();
        }

        foreach (var client in _objectStorage.Values)
        {
            client.Dispose();
        }

        _owned?.Dispose();
    }

    internal KeyProtectClient KeyProtect(RunFacts facts) =>
        KeyProtect(Crn.Parse(facts.KeyProtectInstanceCrn ?? throw new InvalidOperationException("The step before did not say which Key Protect instance. A step of your own must set it in the facts.")));

    /// <summary>Opens an object for reading by ranges, as it is now.</summary>
    /// <param name="region">Region of the bucket.</param>
    /// <param name="bucket">Bucket.</param>
    /// <param name="key">Object.</param>
    /// <param name="etag">The entity tag that it must have; any where <see langword="null"/>.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    internal async Task<ImageSource> OpenObjectAsync(IbmRegion region, string bucket, string key, string? etag, CancellationToken cancellationToken)
    {
        var opened = await ObjectStorage(region).OpenObjectAsync(bucket, key, cancellationToken).ConfigureAwait(false);
        if (etag is null || opened.Properties.ETag == etag)
        {
            return opened;
        }

        await opened.DisposeAsync().ConfigureAwait(false);
        throw new E2EPrerequisiteException(E2EStepIds.Upload,
            $"Object '{key}' in bucket '{bucket}' is not the one that this run uploaded (ETag {opened.Properties.ETag}, not {etag}): somebody replaced it. Find out who, or upload again under another name.");
    }

    private static string RootKeyOf(RunFacts facts) =>
        facts.RootKeyId ?? throw new InvalidOperationException("The step before did not say which root key. A step of your own must set it in the facts.");
}
