using System.Security.Cryptography;

namespace IBMCloud.Emulator.KeyProtect.Import;

/// <summary>A key pair and a nonce by which a root key travels encrypted; one for an instance, until it expires or was fetched often enough (spec iam-keyprotect §5.4).</summary>
internal sealed class ImportToken : IDisposable
{
    public string Id { get; } = Guid.NewGuid().ToString();

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public required int MaxRetrievals { get; init; }

    public required int RemainingRetrievals { get; set; }

    public byte[] Nonce { get; } = RandomNumberGenerator.GetBytes(12);

    public required RSA KeyPair { get; init; }

    public void Dispose() => KeyPair.Dispose();
}
