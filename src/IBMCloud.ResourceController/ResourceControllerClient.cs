using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using IBMCloud.Core;
using IBMCloud.ResourceController.Wire;

namespace IBMCloud.ResourceController;

/// <summary>Resource groups, service instances, their credentials, deleted instances, and facts of the account. Safe for concurrent use; one instance lives as long as the program.</summary>
/// <remarks>Every method throws <see cref="IbmCloudException"/> where the service refuses and <see cref="IbmCloudTransportException"/> where no answer came.</remarks>
public sealed partial class ResourceControllerClient : IDisposable
{
    private const string Service = "Resource Controller";
    private const int PageSize = 100;
    private readonly HttpClient _instancesHttp;
    private readonly HttpClient _groupsHttp;
    private readonly HttpClient _accountsHttp;
    private readonly Uri _address;
    private readonly TimeProvider _time;
    private readonly IResourceControllerApi _instances;
    private readonly IReclamationsApi _reclamations;
    private readonly IResourceManagerApi _groups;
    private readonly IAccountsApi _accounts;

    /// <summary>Creates the client; nothing is sent yet.</summary>
    /// <param name="credential">Whose token to send.</param>
    /// <param name="options">Where the services are, clock, logs and patience; the public cloud where <see langword="null"/>.</param>
    public ResourceControllerClient(IbmCloudCredential credential, IbmCloudClientOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(credential);
        options ??= new IbmCloudClientOptions();
        _address = options.Endpoints.ResourceController;
        _time = options.TimeProvider;
        _instancesHttp = IbmCloudHttp.Create(Service, _address, credential, options);
        _groupsHttp = IbmCloudHttp.Create("Resource Manager", options.Endpoints.ResourceManager, credential, options);
        _accountsHttp = IbmCloudHttp.Create("Accounts", options.Endpoints.Accounts, credential, options);
        _instances = RefitApi.For<IResourceControllerApi>(_instancesHttp);
        _reclamations = RefitApi.For<IReclamationsApi>(_instancesHttp);
        _groups = RefitApi.For<IResourceManagerApi>(_groupsHttp);
        _accounts = RefitApi.For<IAccountsApi>(_accountsHttp);
    }

    /// <summary>Closes the connections.</summary>
    public void Dispose()
    {
        _instancesHttp.Dispose();
        _groupsHttp.Dispose();
        _accountsHttp.Dispose();
    }

    // The effect of a request that was not repeated is unknown: it may have been done although the answer says otherwise or never came.
    private static bool IsAmbiguous(IbmCloudException e) => e is IbmCloudTransportException { MayHaveHadEffect: true } || (int?)e.Status >= 500;

    private static async Task<T> ReadAsync<T>(Task<HttpResponseMessage> sending, string operation, JsonTypeInfo<T> type, string service = Service)
        where T : class
    {
        using var answer = await IbmCloudAnswer.ReceiveAsync(sending, service, operation).ConfigureAwait(false);
        return answer.Read(body => JsonSerializer.Deserialize(body, type));
    }
}
