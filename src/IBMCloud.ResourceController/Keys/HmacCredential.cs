using IBMCloud.Core;

namespace IBMCloud.ResourceController;

/// <summary>A pair of keys with which tools that know only the S3 protocol sign their requests to Object Storage.</summary>
public sealed class HmacCredential : IDisposable
{
    internal HmacCredential(string accessKeyId, SecretString secretAccessKey) => (AccessKeyId, SecretAccessKey) = (accessKeyId, secretAccessKey);

    /// <summary>Names the pair.</summary>
    public string AccessKeyId { get; }

    /// <summary>Signs requests.</summary>
    public SecretString SecretAccessKey { get; }

    /// <summary>The access key id; never the secret.</summary>
    public override string ToString() => AccessKeyId;

    /// <summary>Zeroes the secret.</summary>
    public void Dispose() => SecretAccessKey.Dispose();
}
