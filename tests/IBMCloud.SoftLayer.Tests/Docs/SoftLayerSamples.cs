using IBMCloud.Core;
using IBMCloud.Iam;

namespace IBMCloud.SoftLayer.Tests.Docs;

/// <summary>The samples of docs/softlayer.md, each a region. They are compiled and run here, and the page shows exactly them.</summary>
internal static class SoftLayerSamples
{
    public static async Task<SoftLayerUser> ConnectAsync(IbmCloudClientOptions options, SecretString apiKey)
    {
        #region connect
        using var client = new SoftLayerClient(SoftLayerCredential.ApiKey(apiKey), options);
        var me = await client.Account.GetCurrentUserAsync();
        Console.WriteLine($"{me.Username} ({me.IamId})");
        #endregion
        return me;
    }

    public static async Task<SoftLayerAccount> ConnectWithTokenAsync(IbmCloudClientOptions options, SecretString apiKey)
    {
        #region token
        using var token = new ApiKeyCredential(apiKey, options, withClassicAccount: true);
        using var client = new SoftLayerClient(SoftLayerCredential.Bearer(token), options);
        var account = await client.Account.GetAsync();
        #endregion
        return account;
    }

    public static async Task<ImageTemplate> ImportAsync(SoftLayerClient client, Uri uri, SecretString serviceIdKey, Crn rootKeyCrn, string wrappedDek)
    {
        #region import
        var import = new EncryptedImageImport
        {
            Name = "debian-12",
            Note = "run 2026-11-24",             // name and note together tell this import from any other
            OsReferenceCode = "DEBIAN_12_64",    // client.ImageTemplates.GetImportableOperatingSystemsAsync() lists them
            Uri = uri,                           // cos://us-south/my-images/debian-12.vhd-0.vhd
            ApiKey = serviceIdKey,               // may read the object, and unwrap with the root key
            RootKeyCrn = rootKeyCrn,
            WrappedDek = wrappedDek,
        };
        var template = await client.ImageTemplates.FindAsync(import.Name, import.Note) ?? await client.ImageTemplates.ImportAsync(import);
        template = await client.ImageTemplates.WaitUntilReadyAsync(template.Id);
        #endregion
        return template;
    }

    public static async Task<Uri> CaptureAsync(SoftLayerClient client, long serverId, Uri uri, SecretString apiKey)
    {
        #region capture
        var template = await client.ImageTemplates.CaptureAsync(serverId, "golden", "run 2026-11-24");
        await client.ImageTemplates.WaitUntilReadyAsync(template.Id);
        var disk = await client.ImageTemplates.ExportAsync(template.Id, uri, apiKey);   // cos://us-south/my-images/golden.vhd
        Console.WriteLine($"wait, with a deadline, until the bucket has {disk}");       // …/golden-0.vhd
        #endregion
        return disk;
    }

    public static async Task<VirtualGuest> OrderAsync(SoftLayerClient client, ImageTemplate template)
    {
        #region order
        var order = new VirtualGuestOrder
        {
            Hostname = "web",
            Domain = "example.com",
            Datacenter = "dal13",                // one where the template has a copy
            TemplateGlobalIdentifier = template.GlobalIdentifier!,
            Cpus = 2,
            MemoryMiB = 4096,
        };
        var problems = await client.VirtualGuests.CheckAsync(order);
        if (problems.Count > 0)
        {
            throw new InvalidOperationException(string.Join(' ', problems));
        }

        var server = await client.VirtualGuests.OrderAsync(order, price =>
        {
            Console.WriteLine($"{price.RecurringFee} {price.CurrencyShortName} an hour");
            return ValueTask.FromResult(price.RecurringFee < 1);
        }) ?? throw new InvalidOperationException("Too expensive.");
        server = await client.VirtualGuests.WaitUntilProvisionedAsync(server.Id);
        #endregion
        return server;
    }

    public static async Task<IReadOnlyList<EventLogEntry>> EventsAsync(SoftLayerClient client, long serverId)
    {
        #region events
        var now = DateTimeOffset.UtcNow;
        var entries = await client.EventLog.ListAsync(new EventLogFilter { From = now.AddHours(-2), To = now.AddHours(1), ObjectName = "CCI", ObjectIds = [serverId] });
        foreach (var entry in entries)
        {
            Console.WriteLine($"{entry.EventCreateDate:u} {entry.EventName} by {entry.Username ?? "the system"}");
        }

        #endregion
        return entries;
    }

    public static async Task<int> RawAsync(SoftLayerClient client)
    {
        #region raw
        var call = new SoftLayerCall("SoftLayer_Account", "getVirtualGuests")
        {
            Mask = ObjectMask.Parse("mask[id,hostname,datacenter[name]]"),
            Filter = ObjectFilter.Parse("""{"virtualGuests":{"hostname":{"operation":"^= web"},"id":{"operation":"orderBy","options":[{"name":"sort","value":["ASC"]}]}}}"""),
            Limit = new ResultLimit(0, 50),
        };
        var rows = await client.Rest.CallAsync(call);
        #endregion
        return rows.GetArrayLength();
    }
}
