using IBMCloud.Core;
using IBMCloud.ObjectStorage;

namespace IBMCloud.E2E;

/// <summary>The Regional bucket, in the region of key and import.</summary>
internal sealed class BucketStep : E2EStep
{
    private const int AccountDigits = 8;

    public override string Id => E2EStepIds.Bucket;

    public override string Title => "Regional bucket";

    public override IReadOnlyList<string> After => [E2EStepIds.ObjectStorage, E2EStepIds.RootKey, E2EStepIds.BucketAuthorization];

    public override async Task<PlannedStep> PlanAsync(E2EStepContext context, CancellationToken cancellationToken)
    {
        var name = NameFor(context);
        var found = await context.Clients.ObjectStorage(context.Request.Region).FindBucketAsync(name, cancellationToken).ConfigureAwait(false);
        context.Facts.Bucket = found?.Name;
        var mismatch = found is null ? null : Mismatch(context, found);
        return new PlannedStep
        {
            Id = Id,
            Title = Title,
            Verdict = found is null ? PlanVerdict.WillCreate : mismatch is not null ? PlanVerdict.Cannot : PlanVerdict.Exists,
            Reason = mismatch ?? (found is null ? $"bucket '{name}', {BucketLocation.In(context.Request.Region, context.Request.StorageClass)}{(context.Request.EncryptBucket ? ", encrypted with the root key" : "")}" : $"{name}, {found.Location}"),
            Cost = found is null ? CostClass.Billed : CostClass.Free,
            Permission = found is null ? "Writer on the Object Storage instance" : "",
            TearDownRemoves = found is null || context.IsOurs,
        };
    }

    public override async Task<StepOutcome> EnsureAsync(E2EStepContext context, CancellationToken cancellationToken)
    {
        var (request, facts) = (context.Request, context.Facts);
        var storage = context.Clients.ObjectStorage(request.Region);
        var name = NameFor(context);
        facts.Bucket = name;
        var there = await storage.FindBucketAsync(name, cancellationToken).ConfigureAwait(false);
        if (there is null)
        {
            await context.IntendToCreateAsync(cancellationToken).ConfigureAwait(false);
        }

        var draft = new BucketDraft
        {
            Name = name,
            Instance = Crn.Parse(context.Need(facts.ObjectStorageInstanceCrn, "which Object Storage instance")),

            // The class that the request wants is that of a bucket that is made: one that is there keeps its own.
            StorageClass = there?.Location.StorageClass is { } its and not (StorageClass.Unknown or StorageClass.Flex) ? its : request.StorageClass,
            RootKey = request.EncryptBucket ? context.RootKeyCrn : null,
        };
        var ensured = await context.MakeAsync(() => storage.EnsureBucketAsync(draft, cancellationToken)).ConfigureAwait(false);
        var text = $"{name}, {ensured.Value.Location}";
        return ensured.Created ? StepOutcome.Created(name, text) : context.Found(name, text);
    }

    public override async Task<TearDownOutcome> TearDownAsync(E2EStepContext context, TearDownOptions options, CancellationToken cancellationToken)
    {
        if (context.Facts.Bucket is not { } bucket)
        {
            return TearDownOutcome.Nothing;
        }

        try
        {
            await context.Clients.ObjectStorage(context.Request.Region).DeleteBucketAsync(bucket, cancellationToken).ConfigureAwait(false);
            return TearDownOutcome.Removed($"bucket {bucket}");
        }
        catch (ObjectStorageException e) when (e.Reason == ObjectStorageError.BucketNotEmpty)
        {
            return TearDownOutcome.Remains($"bucket {bucket}: it holds objects that this run did not make");
        }
    }

    // Nothing of a bucket can be changed once it is there.
    private static string? Mismatch(E2EStepContext context, Bucket found)
    {
        var request = context.Request;
        return found.Location.Location != request.Region.Name || found.Location.StorageClass == StorageClass.Flex
                ? $"The bucket '{found.Name}' is {found.Location}, but a bucket in {request.Region} of a class of today is needed. Name another bucket, or another region."
            : request.EncryptBucket && (found.RootKey is null || (context.Facts.RootKeyId is { } key && found.RootKey.Resource != key))
                ? $"The bucket '{found.Name}' is {(found.RootKey is null ? "not encrypted with a root key" : $"encrypted with the root key {found.RootKey.Resource}")}, and that cannot be changed. Name another bucket, or leave EncryptBucket out."
            : null;
    }

    // Names are unique over all customers, and a second run has to come to the same one.
    private static string NameFor(E2EStepContext context)
    {
        var account = context.Need(context.Facts.AccountId, "which account");
        return context.Request.Bucket ?? $"{context.Request.Name}-{account[..Math.Min(AccountDigits, account.Length)]}-{context.Request.Region}".ToLowerInvariant();
    }
}
