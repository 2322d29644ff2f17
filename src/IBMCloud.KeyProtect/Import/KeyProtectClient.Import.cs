using IBMCloud.Core;
using IBMCloud.KeyProtect.Wire;
using IBMCloud.Primitives;

namespace IBMCloud.KeyProtect;

public sealed partial class KeyProtectClient
{
    private const int ImportAttempts = 3;
    private static readonly TimeSpan ShortestToken = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestToken = TimeSpan.FromDays(1);

    /// <summary>Makes an import token. An instance has one: it replaces the one before, so keys encrypted for that one no longer arrive. Safe to repeat.</summary>
    /// <param name="lifetime">5 minutes to 24 hours; 10 minutes where <see langword="null"/>.</param>
    /// <param name="maxRetrievals">How often it can be retrieved, 1 to 500. A lost answer uses one up.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<ImportTokenStatus> CreateImportTokenAsync(TimeSpan? lifetime = null, int maxRetrievals = 1, CancellationToken cancellationToken = default)
    {
        const string Operation = "create an import token";
        var life = lifetime ?? TimeSpan.FromMinutes(10);
        ArgumentOutOfRangeException.ThrowIfLessThan(life, ShortestToken, nameof(lifetime));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(life, LongestToken, nameof(lifetime));
        ArgumentOutOfRangeException.ThrowIfLessThan(maxRetrievals, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maxRetrievals, 500);
        using var body = SecretJson.Write("application/json", (life, maxRetrievals), static (writer, token) =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("expiration", (long)token.life.TotalSeconds);
            writer.WriteNumber("maxAllowedRetrievals", token.maxRetrievals);
            writer.WriteEndObject();
        });
        var made = await ReadAsync(_api.CreateImportTokenAsync(body, Operation, idempotent: true, cancellationToken), Operation, KeyProtectJson.Default.ImportTokenWire).ConfigureAwait(false);
        return new ImportTokenStatus(made.CreatedAt, made.ExpiresAt, made.MaxRetrievals, made.RemainingRetrievals);
    }

    /// <summary>Retrieves the import token, which uses up one retrieval.</summary>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="KeyProtectException">There is none, or it has expired or is used up (<see cref="KeyProtectProblem.ImportTokenExpired"/>).</exception>
    public async Task<ImportToken> GetImportTokenAsync(CancellationToken cancellationToken = default)
    {
        const string Operation = "retrieve the import token";
        var wire = await ReadAsync(_api.GetImportTokenAsync(Operation, cancellationToken), Operation, KeyProtectJson.Default.ImportTokenWire).ConfigureAwait(false);
        try
        {
            return new ImportToken
            {
                CreatedAt = wire.CreatedAt,
                ExpiresAt = wire.ExpiresAt,
                RemainingRetrievals = wire.RemainingRetrievals,
                PublicKeyPem = ImportToken.PemOf(Need(wire.PublicKey, Operation, "payload")),
                Nonce = Convert.FromBase64String(Need(wire.Nonce, Operation, "nonce")),
                Algorithm = Instance.IsHyperProtect ? ImportAlgorithm.HyperProtectCbc : ImportAlgorithm.KeyProtect,
            };
        }
        catch (FormatException e)
        {
            throw new IbmCloudException(_service, Operation, $"{_service} answered an import token that is not base64. Report it with the correlation id.", e);
        }
    }

    /// <summary>Brings a root key that was encrypted for the import token. Safe to repeat as <see cref="CreateRootKeyAsync"/>.</summary>
    /// <param name="draft">The key to be made.</param>
    /// <param name="material">The key, see <see cref="ImportToken.Encrypt"/>.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="KeyProtectException">As <see cref="CreateRootKeyAsync"/>; or the token has expired or was replaced (<see cref="KeyProtectProblem.ImportTokenExpired"/>,
    /// <see cref="KeyProtectProblem.WrongNonce"/>).</exception>
    public async Task<Key> ImportRootKeyAsync(KeyDraft draft, EncryptedKeyMaterial material, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(material);
        using var payload = SecretBytes.CopyOf(material.Payload.Span);
        return await CreateAsync(draft, extractable: false, KeyMaterial.Of(material, payload), "import a root key", cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Brings a root key encrypted end to end: makes an import token, encrypts the key for it here, imports it. Where another import replaced the token
    /// meanwhile, it starts again with a new one. Safe to repeat as <see cref="CreateRootKeyAsync"/>.
    /// </summary>
    /// <param name="draft">The key to be made.</param>
    /// <param name="material">16, 24 or 32 bytes; stays the caller's.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="KeyProtectException">As <see cref="CreateRootKeyAsync"/>.</exception>
    public async Task<Key> ImportRootKeyWithTokenAsync(KeyDraft draft, SecretBytes material, CancellationToken cancellationToken = default)
    {
        RequireRootKeyLength(material);
        using var activity = KeyTelemetry.StartImport(Instance.Guid);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                // More than one retrieval, so that a lost answer does not use the token up.
                await CreateImportTokenAsync(maxRetrievals: ImportAttempts + 2, cancellationToken: cancellationToken).ConfigureAwait(false);
                var token = await GetImportTokenAsync(cancellationToken).ConfigureAwait(false);
                return await ImportRootKeyAsync(draft, token.Encrypt(material), cancellationToken).ConfigureAwait(false);
            }
            catch (KeyProtectException e) when (attempt < ImportAttempts && e.Problem is (KeyProtectProblem.ImportTokenExpired or KeyProtectProblem.WrongNonce))
            {
                // Somebody else's token replaced ours.
            }
        }
    }
}
