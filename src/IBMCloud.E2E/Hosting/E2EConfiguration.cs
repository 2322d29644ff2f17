using IBMCloud.Core;
using Microsoft.Extensions.Configuration;

namespace IBMCloud.E2E;

/// <summary>A section of the configuration as options; docs/hosting.md has its table.</summary>
internal static class E2EConfiguration
{
    public static void Apply(IConfiguration section, IbmCloudE2EOptions options)
    {
        var read = new SettingReader(section, options.Unreadable);
        options.ApiKey = read.Secret("ApiKey") ?? options.ApiKey;
        options.ClassicUser = read.Text("ClassicUser") ?? options.ClassicUser;
        options.ClassicKey = read.Secret("ClassicKey") ?? options.ClassicKey;
        options.Region = read.Region("Region") ?? options.Region;
        options.Endpoints = Endpoints(read) ?? options.Endpoints;
        options.MaxRetries = read.Number("MaxRetries", options.MaxRetries);
        options.RetryDelay = read.Time("RetryDelay", options.RetryDelay);
        options.MaxRetryDelay = read.Time("MaxRetryDelay", options.MaxRetryDelay);
        options.AttemptTimeout = read.Time("AttemptTimeout", options.AttemptTimeout);
        options.PollInterval = read.Time("PollInterval", options.PollInterval);
        options.WaitDeadline = read.Time("WaitDeadline", options.WaitDeadline);
        options.UploadParallelism = read.Number("UploadParallelism", options.UploadParallelism);
        options.PolicySettlingTime = read.Time("PolicySettlingTime", options.PolicySettlingTime);
        foreach (var address in read.Addresses("CloudLogs"))
        {
            options.CloudLogs.Add(address);
        }

        Apply(read.Section("Journals"), options.Journals);
        read.Finish();
    }

    private static void Apply(SettingReader read, JournalStoreOptions journals)
    {
        journals.Folder = read.Text("Folder") ?? journals.Folder;
        journals.Bucket = read.Text("Bucket") ?? journals.Bucket;
        journals.Region = read.Region("Region") ?? journals.Region;
        journals.Prefix = read.Text("Prefix") ?? journals.Prefix;
        journals.LeaseDuration = read.Time("LeaseDuration", journals.LeaseDuration);
        journals.ClockTolerance = read.Time("ClockTolerance", journals.ClockTolerance);
        journals.WaitForLease = read.Time("WaitForLease", journals.WaitForLease);
        read.Finish();
    }

    // One word for IBM's own, or an address for each service.
    private static IbmCloudEndpoints? Endpoints(SettingReader read)
    {
        switch (read.Text("Endpoints")?.ToLowerInvariant())
        {
            case "public":
                return IbmCloudEndpoints.Public;
            case "private":
                return IbmCloudEndpoints.Private;
            case { } other:
                read.Mistake($"Endpoints is '{other}': it must be public, private, or a section with an address for each service.");
                return null;
        }

        if (!read.Has("Endpoints"))
        {
            return null;
        }

        var own = read.Section("Endpoints");
        var (iam, resources, groups, accounts, classic) =
            (own.Needed("Iam"), own.Needed("ResourceController"), own.Needed("ResourceManager"), own.Needed("Accounts"), own.Needed("SoftLayer"));
        var (keys, storage) = (own.AddressesByRegion("KeyProtect"), own.AddressesByRegion("ObjectStorage"));
        own.Finish();
        return iam is null || resources is null || groups is null || accounts is null || classic is null ? null : new IbmCloudEndpoints
        {
            Iam = iam,
            ResourceController = resources,
            ResourceManager = groups,
            Accounts = accounts,
            SoftLayer = classic,
            KeyProtectByRegion = keys,
            ObjectStorageByRegion = storage,
        };
    }
}
