using System.Runtime.CompilerServices;
using IBMCloud.Core;
using IBMCloud.Iam;
using IBMCloud.ObjectStorage.Buckets;

namespace IBMCloud.ObjectStorage;

public sealed partial class ObjectStorageClient
{
    private static readonly TimeSpan LongestUntilAuthorized = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan AuthorizationDelay = TimeSpan.FromSeconds(5);

    /// <summary>A bucket at this endpoint, or <see langword="null"/> where there is none: it may be at another location.</summary>
    /// <param name="name">Name.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="ObjectStorageException">The bucket is someone else's, or the identity may not look at it.</exception>
    public async Task<Bucket?> FindBucketAsync(string name, CancellationToken cancellationToken = default)
    {
        BucketName.Check(name);
        var (exists, rootKey) = await _buckets.HeadAsync(name, cancellationToken).ConfigureAwait(false);
        if (!exists)
        {
            return null;
        }

        var location = BucketLocation.Parse(await _buckets.LocateAsync(name, cancellationToken).ConfigureAwait(false));
        return new Bucket(name, location, Crn.TryParse(rootKey, out var key) ? key : null);
    }

    /// <summary>
    /// Finds the bucket or makes it. One that is there must be as asked for, since nothing of it can be changed, and must belong to the instance where one is given.
    /// </summary>
    /// <param name="draft">The bucket.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="ObjectStorageException">The name is taken, or the bucket is there with another location, class or key.</exception>
    public async Task<Ensured<Bucket>> EnsureBucketAsync(BucketDraft draft, CancellationToken cancellationToken = default)
    {
        const string Operation = "create bucket";
        ArgumentNullException.ThrowIfNull(draft);
        draft.Validate();
        if (await FindOwnAsync(draft, Operation, cancellationToken).ConfigureAwait(false) is { } found)
        {
            return new(found, Created: false);
        }

        try
        {
            await CreateAsync(draft, cancellationToken).ConfigureAwait(false);
        }
        catch (ObjectStorageException e) when (e.Reason == ObjectStorageError.BucketNameTaken)
        {
            // It may be ours, made by another run a moment ago.
            return await FindOwnAsync(draft, Operation, cancellationToken).ConfigureAwait(false) is { } late ? new(late, Created: false) : throw Taken(draft.Name, Operation, e);
        }

        var made = await FindBucketAsync(draft.Name, cancellationToken).ConfigureAwait(false);
        return new(made ?? new Bucket(draft.Name, BucketLocation.In(Region, draft.StorageClass), draft.RootKey), Created: true);
    }

    /// <summary>
    /// As <see cref="EnsureBucketAsync(BucketDraft, CancellationToken)"/>, and first sees to the authorization that lets the instance use the root key. A new
    /// authorization needs some minutes: the bucket is tried for two.
    /// </summary>
    /// <param name="draft">The bucket, with instance and root key.</param>
    /// <param name="iam">Finds or makes the authorization.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="ObjectStorageException">The name is taken, the bucket is there with another location, class or key, or the key cannot be used.</exception>
    public async Task<Ensured<Bucket>> EnsureBucketAsync(BucketDraft draft, IamClient iam, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(iam);
        if (draft is not { Instance: { } instance, RootKey: { } rootKey })
        {
            throw new ArgumentException("An authorization is between an instance and a root key: give both.", nameof(draft));
        }

        draft.Validate();
        await iam.EnsureAuthorizationAsync(KeyProtectAuthorization.For(instance, rootKey), cancellationToken).ConfigureAwait(false);
        return await EnsureBucketAsync(draft, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Deletes an empty bucket. One that is gone already is no error. Its name stays blocked for some minutes.</summary>
    /// <param name="name">Name.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="ObjectStorageException">It is not empty, or the identity may not delete it.</exception>
    public async Task DeleteBucketAsync(string name, CancellationToken cancellationToken = default)
    {
        BucketName.Check(name);
        using var request = new HttpRequestMessage(HttpMethod.Delete, name);
        try
        {
            using var response = await _transport.Http.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (ObjectStorageException e) when (e.Reason == ObjectStorageError.BucketNotFound)
        {
            // Gone is what was asked for.
        }
    }

    /// <summary>The buckets of an instance, at all locations, in the service's order.</summary>
    /// <param name="instance">The instance; an HMAC pair implies its own.</param>
    /// <param name="cancellationToken">Stops the listing.</param>
    public async IAsyncEnumerable<ListedBucket> ListBucketsAsync(Crn? instance = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        string? marker = null;
        do
        {
            (var page, marker) = await _buckets.ListAsync(instance, marker, cancellationToken).ConfigureAwait(false);
            foreach (var bucket in page)
            {
                yield return bucket;
            }
        }
        while (marker is not null);
    }

    /// <remarks>«The Key CRN could not be found» also means that the authorization is missing, or only minutes old.</remarks>
    private async Task CreateAsync(BucketDraft draft, CancellationToken cancellationToken)
    {
        var time = _transport.Options.TimeProvider;
        var started = time.GetTimestamp();
        while (true)
        {
            try
            {
                await _buckets.CreateAsync(draft, BucketLocation.In(Region, draft.StorageClass), cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (ObjectStorageException e) when (draft.RootKey is not null && IsAboutKey(e) && time.GetElapsedTime(started) < LongestUntilAuthorized)
            {
                await Task.Delay(AuthorizationDelay, time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static bool IsAboutKey(ObjectStorageException error) =>
        error.Status == System.Net.HttpStatusCode.BadRequest && error.Message.Contains("Key CRN could not be found", StringComparison.OrdinalIgnoreCase);

    private async Task<Bucket?> FindOwnAsync(BucketDraft draft, string operation, CancellationToken cancellationToken)
    {
        Bucket? found;
        try
        {
            found = await FindBucketAsync(draft.Name, cancellationToken).ConfigureAwait(false);
        }
        catch (ObjectStorageException e) when (e.Reason == ObjectStorageError.AccessDenied)
        {
            throw Taken(draft.Name, operation, e);
        }

        if (found is null)
        {
            return null;
        }

        // A bucket of another instance answers HEAD as well, where a policy or public access allows it.
        if (draft.Instance is not null && !await IsInAsync(draft.Instance, draft.Name, cancellationToken).ConfigureAwait(false))
        {
            throw Taken(draft.Name, operation, null);
        }

        RefuseDifferent(draft, found, operation);
        return found;
    }

    private async Task<bool> IsInAsync(Crn instance, string name, CancellationToken cancellationToken)
    {
        await foreach (var bucket in ListBucketsAsync(instance, cancellationToken).ConfigureAwait(false))
        {
            if (bucket.Name == name)
            {
                return true;
            }
        }

        return false;
    }

    private void RefuseDifferent(BucketDraft draft, Bucket found, string operation)
    {
        var wanted = BucketLocation.In(Region, draft.StorageClass);
        // Servers of other makers have no classes, and answer the bare location.
        var sameLocation = found.Location == wanted || found.Location == new BucketLocation(Region.Name, StorageClass.Unknown);
        var difference = !sameLocation ? $"it is {found.Location}, not {wanted}"
            : draft.RootKey is not null && found.RootKey?.Resource != draft.RootKey.Resource
                ? $"it is {(found.RootKey is null ? "not encrypted with a root key" : $"encrypted with {found.RootKey}")}, not with {draft.RootKey}"
            : null;
        if (difference is not null)
        {
            throw new ObjectStorageException(ObjectStorageError.BucketDiffers, operation,
                $"Bucket '{draft.Name}' is there, but {difference}. That cannot be changed: use another name, or ask for what is there.");
        }
    }

    private static ObjectStorageException Taken(string name, string operation, ObjectStorageException? cause) => new(ObjectStorageError.BucketNameTaken, operation,
        $"Bucket '{name}' cannot be used: the name is taken by another instance or customer, or was freed only minutes ago, or this identity may not see it. "
        + "Names are shared by all customers: choose another one, wait 15 minutes after a deletion, or check the identity's role (Writer on the instance).", cause)
    {
        Status = cause?.Status,
        Code = cause?.Code,
        CorrelationId = cause?.CorrelationId,
    };
}
