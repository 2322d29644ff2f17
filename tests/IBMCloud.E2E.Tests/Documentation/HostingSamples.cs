using IBMCloud.Core;
using IBMCloud.ObjectStorage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace IBMCloud.E2E.Tests.Documentation;

/// <summary>The samples of docs/journals.md and docs/hosting.md: each region is one block there, word for word, and is run by <see cref="HostingDocumentationTests"/>.</summary>
internal static class HostingSamples
{
    public static (ObjectStorageClient Storage, BucketJournalStore Journals) BucketStore(IbmCloudCredential credential, IbmCloudClientOptions client)
    {
        #region bucket-store
        var storage = new ObjectStorageClient(credential, IbmRegion.UsSouth, client);
        var journals = new BucketJournalStore(storage, "acme-run-journals", new BucketJournalOptions
        {
            WaitForLease = TimeSpan.FromMinutes(2), // a second runner waits so long, then it is refused
        });
        #endregion
        return (storage, journals);
    }

    public static void Register(HostApplicationBuilder builder)
    {
        #region register
        builder.Services.AddIbmCloudE2E(builder.Configuration.GetSection("IbmCloudE2E"));
        builder.Services.AddHealthChecks().AddIbmCloudE2E();
        #endregion
    }

    public static void RegisterMore(HostApplicationBuilder builder, E2EStep step)
    {
        #region register-more
        builder.Services.AddIbmCloudE2E(builder.Configuration.GetSection("IbmCloudE2E"), options =>
        {
            options.Region = IbmRegion.EuDe;
            options.Journals.WaitForLease = TimeSpan.FromMinutes(2);
        });
        builder.Services.AddSingleton<E2EStep>(step); // steps of your own are taken from the services; see own-step.md
        #endregion
    }
}
