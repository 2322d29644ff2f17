using System.Text.Json;
using IBMCloud.Core;
using IBMCloud.Iam.Wire;

namespace IBMCloud.Iam;

/// <summary>
/// A program on a VPC virtual server acts as a trusted profile: the server's metadata service gives a token of the server, and IAM's token for it.
/// </summary>
/// <remarks>The metadata service must be enabled for the server. Its address is link-local: what is sent to it does not leave the host.</remarks>
public sealed class VpcInstanceCredential : CachedCredential
{
    private const string Service = "VPC metadata";
    private static readonly Uri MetadataAddress = new("http://169.254.169.254");
    private readonly TrustedProfile? _profile;
    private readonly HttpClient _http;
    private readonly IInstanceMetadataApi _metadata;

    /// <summary>Creates the credential; nothing is sent yet.</summary>
    /// <param name="profile">The profile to act as, by id; the server's default profile where <see langword="null"/>.</param>
    /// <param name="options">Clock, logs and patience; defaults where <see langword="null"/>.</param>
    /// <param name="metadataAddress">Where the metadata service is; <c>http://169.254.169.254</c> where <see langword="null"/>, <c>https://api.metadata.cloud.ibm.com</c> for secure access.</param>
    /// <exception cref="ArgumentException">The profile is named by name: the metadata service takes an id.</exception>
    public VpcInstanceCredential(TrustedProfile? profile = null, IbmCloudClientOptions? options = null, Uri? metadataAddress = null)
        : base(options)
    {
        _profile = profile is { Id: null } ? throw new ArgumentException("The metadata service takes a profile's id, not its name. Use TrustedProfile.ById.", nameof(profile)) : profile;
        _http = IbmCloudHttp.Create(Service, metadataAddress ?? MetadataAddress, credential: null, options);
        _metadata = RefitApi.For<IInstanceMetadataApi>(_http);
    }

    /// <inheritdoc/>
    protected override async Task<IssuedToken> IssueAsync(CancellationToken cancellationToken)
    {
        using var identity = await IdentityTokenAsync(cancellationToken).ConfigureAwait(false);
        const string Operation = "get a token for the server's profile";
        using var body = IamClient.Json(
            new InstanceTokenRequestWire { TrustedProfile = _profile is null ? null : new InstanceProfileWire { Id = _profile.Id } }, IamJson.Default.InstanceTokenRequestWire);
        using var answer = await IbmCloudAnswer.ReceiveAsync(
            _metadata.ExchangeAsync(body, "Bearer " + identity.Reveal(), Operation, idempotent: true, cancellationToken), Service, Operation).ConfigureAwait(false);
        return answer.IsSuccess ? Read(answer, Operation) : throw IamCredentialException.From(answer);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing) => _http.Dispose();

    private async Task<SecretString> IdentityTokenAsync(CancellationToken cancellationToken)
    {
        const string Operation = "get the server's identity token";
        using var body = IamClient.Json(new InstanceIdentityRequestWire(), IamJson.Default.InstanceIdentityRequestWire);
        using var answer = await IbmCloudAnswer.ReceiveAsync(_metadata.IdentifyAsync(body, Operation, cancellationToken), Service, Operation).ConfigureAwait(false);
        return answer.IsSuccess
            ? answer.Read(static body => JsonSerializer.Deserialize(body, IamJson.Default.TokenWire)).AccessToken ?? throw Empty(Operation)
            : throw answer.ToException("Enable the metadata service for the server (its instance metadata setting).");
    }

    private static IssuedToken Read(IbmCloudAnswer answer, string operation)
    {
        var token = answer.Read(static body => JsonSerializer.Deserialize(body, IamJson.Default.TokenWire));
        return token is { AccessToken: { } value, ExpiresIn: > 0 and var seconds } ? new IssuedToken(value, TimeSpan.FromSeconds(seconds)) : throw Empty(operation);
    }

    private static IbmCloudException Empty(string operation) => new(Service, operation, $"The metadata service answered '{operation}' without a token. Check the configured metadata address.");
}
