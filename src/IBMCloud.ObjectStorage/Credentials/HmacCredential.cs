using IBMCloud.Core;

namespace IBMCloud.ObjectStorage;

/// <summary>
/// The HMAC pair of a resource key (<c>cos_hmac_keys</c>), for servers and tools that know only S3 signatures. It acts as its service ID and never expires by
/// itself: prefer IAM where it is possible.
/// </summary>
/// <param name="accessKeyId">The access key ID; not secret.</param>
/// <param name="secretAccessKey">The secret access key; not copied, disposed by its owner.</param>
public sealed class HmacCredential(string accessKeyId, SecretString secretAccessKey)
{
    /// <summary>The access key ID.</summary>
    public string AccessKeyId { get; } = string.IsNullOrEmpty(accessKeyId) ? throw new ArgumentException("The access key ID is empty.", nameof(accessKeyId)) : accessKeyId;

    internal SecretString SecretAccessKey { get; } = secretAccessKey ?? throw new ArgumentNullException(nameof(secretAccessKey));

    /// <summary>The access key ID; never the secret.</summary>
    public override string ToString() => $"{AccessKeyId} ***";
}
