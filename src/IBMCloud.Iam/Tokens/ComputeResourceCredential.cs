using IBMCloud.Core;

namespace IBMCloud.Iam;

/// <summary>
/// A program in Kubernetes, OpenShift or Code Engine acts as a trusted profile: the platform keeps a token of the compute resource in a file, which IAM
/// takes in exchange. The file is read anew for every token, since the platform replaces it.
/// </summary>
public sealed class ComputeResourceCredential : CachedCredential
{
    // The places in the order in which IBM's own SDKs look.
    private static readonly string[] UsualFiles =
    [
        "/var/run/secrets/tokens/vault-token",
        "/var/run/secrets/tokens/sa-token",
        "/var/run/secrets/codeengine.cloud.ibm.com/compute-resource-token/token",
    ];

    private const int LongestToken = 64 << 10;
    private readonly KeyValuePair<string, string>[] _grant;
    private readonly string? _tokenFile;
    private readonly TokenService _service;

    /// <summary>Creates the credential; nothing is read or sent yet.</summary>
    /// <param name="profile">The profile to act as.</param>
    /// <param name="tokenFile">Where the compute resource's token is; the usual places where <see langword="null"/>.</param>
    /// <param name="options">Where IAM is, clock, logs and patience; the public cloud where <see langword="null"/>.</param>
    public ComputeResourceCredential(TrustedProfile profile, string? tokenFile = null, IbmCloudClientOptions? options = null)
        : base(options)
    {
        ArgumentNullException.ThrowIfNull(profile);
        _grant =
        [
            new("grant_type", "urn:ibm:params:oauth:grant-type:cr-token"),
            profile.Id is { } id ? new("profile_id", id) : new("profile_name", profile.Name!),
        ];
        _tokenFile = tokenFile;
        _service = new TokenService(options ?? new IbmCloudClientOptions());
    }

    /// <inheritdoc/>
    protected override async Task<IssuedToken> IssueAsync(CancellationToken cancellationToken)
    {
        using var token = await ReadTokenAsync(cancellationToken).ConfigureAwait(false);
        using var form = TokenForm.Create(_grant, "cr_token", token);
        return await _service.IssueAsync(form, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing) => _service.Dispose();

    private async Task<SecretString> ReadTokenAsync(CancellationToken cancellationToken)
    {
        var path = _tokenFile ?? Array.Find(UsualFiles, File.Exists)
            ?? throw Refuse($"There is no token of a compute resource at {string.Join(", ", UsualFiles)}. Mount it into the container, or name its file.");
        var buffer = GC.AllocateUninitializedArray<byte>(LongestToken, pinned: true);
        try
        {
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.Asynchronous);
            var length = 0;
            while (length < buffer.Length && await RandomAccess.ReadAsync(file, buffer.AsMemory(length), length, cancellationToken).ConfigureAwait(false) is var count and > 0)
            {
                length += count;
            }

            var text = buffer.AsSpan(0, length).Trim(" \t\r\n"u8);
            return length < LongestToken && !text.IsEmpty
                ? SecretString.FromUtf8(text)
                : throw Refuse($"The file '{path}' holds no token of a compute resource (it is {(text.IsEmpty ? "empty" : "too long")}). Check what is mounted there.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Refuse($"The token of the compute resource cannot be read: {e.Message} Mount it into the container, or name its file.");
        }
        finally
        {
            Array.Clear(buffer);
        }
    }

    private static IamCredentialException Refuse(string message) => new(CredentialProblem.ComputeResourceTokenMissing, message);
}
