using IBMCloud.Core;

namespace IBMCloud.SoftLayer;

/// <summary>
/// Classic infrastructure over REST: image templates, virtual servers, event log. Safe for many threads; meant to live as long as the program.
/// </summary>
public sealed class SoftLayerClient : IDisposable
{
    /// <summary>Makes a client.</summary>
    /// <param name="credential">Who calls.</param>
    /// <param name="options">Endpoints, clock, logs, patience; the public cloud where <see langword="null"/>.</param>
    /// <param name="rateLimit">
    /// Whom it shares the account's limit of requests with; where <see langword="null"/>, all clients of the process with the same endpoint and account.
    /// </param>
    public SoftLayerClient(SoftLayerCredential credential, IbmCloudClientOptions? options = null, SoftLayerRateLimit? rateLimit = null)
    {
        ArgumentNullException.ThrowIfNull(credential);
        options ??= new IbmCloudClientOptions();
        rateLimit ??= SoftLayerRateLimit.Of($"{options.Endpoints.SoftLayer.Authority} {credential.Account}", options.TimeProvider);
        Rest = new SoftLayerRest(credential, options, rateLimit);
        Account = new AccountClient(Rest);
        ImageTemplates = new ImageTemplateClient(Rest, options);
        VirtualGuests = new VirtualGuestClient(Rest, options);
        SshKeys = new SshKeyClient(Rest);
        EventLog = new EventLogClient(Rest);
    }

    /// <summary>Any service and method, also those without a type here.</summary>
    public SoftLayerRest Rest { get; }

    /// <summary>The caller and the account.</summary>
    public AccountClient Account { get; }

    /// <summary>Image templates.</summary>
    public ImageTemplateClient ImageTemplates { get; }

    /// <summary>Virtual servers.</summary>
    public VirtualGuestClient VirtualGuests { get; }

    /// <summary>SSH keys.</summary>
    public SshKeyClient SshKeys { get; }

    /// <summary>Event log.</summary>
    public EventLogClient EventLog { get; }

    /// <summary>Frees the connections.</summary>
    public void Dispose() => Rest.Dispose();
}
