using IBMCloud.Core;
using IBMCloud.KeyProtect.Wire;
using IBMCloud.Primitives;

namespace IBMCloud.KeyProtect;

public sealed partial class KeyProtectClient
{
    private const string RotateType = "application/vnd.ibm.kms.key_action_rotate+json";

    /// <summary>
    /// Gives a root key that the service generated new material; at most once an hour. What older versions wrapped still opens; rewrap brings it to the new one.
    /// Where the answer was lost, the key's version tells whether it was rotated.
    /// </summary>
    /// <param name="key">Id or alias.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The new version.</returns>
    /// <exception cref="KeyProtectException">It was rotated within the hour (<see cref="KeyProtectProblem.RotatedRecently"/>), or it was imported
    /// (<see cref="KeyProtectProblem.NeedsKeyMaterial"/>).</exception>
    public Task<KeyVersion> RotateKeyAsync(string key, CancellationToken cancellationToken = default) => RotateAsync(key, material: null, cancellationToken);

    /// <summary>Gives an imported root key new material, protected by https alone. Otherwise as <see cref="RotateKeyAsync"/>.</summary>
    /// <param name="key">Id or alias.</param>
    /// <param name="material">16, 24 or 32 bytes; stays the caller's.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The new version.</returns>
    /// <exception cref="KeyProtectException">As <see cref="RotateKeyAsync"/>.</exception>
    public Task<KeyVersion> RotateImportedKeyAsync(string key, SecretBytes material, CancellationToken cancellationToken = default)
    {
        RequireRootKeyLength(material);
        return RotateAsync(key, new KeyMaterial(material), cancellationToken);
    }

    /// <summary>Gives an imported root key new material that was encrypted for the instance's import token. Otherwise as <see cref="RotateKeyAsync"/>.</summary>
    /// <param name="key">Id or alias.</param>
    /// <param name="material">The material, see <see cref="ImportToken.Encrypt"/>.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The new version.</returns>
    /// <exception cref="KeyProtectException">As <see cref="RotateKeyAsync"/>; or the import token has expired or was replaced.</exception>
    public async Task<KeyVersion> RotateImportedKeyAsync(string key, EncryptedKeyMaterial material, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(material);
        using var payload = SecretBytes.CopyOf(material.Payload.Span);
        return await RotateAsync(key, KeyMaterial.Of(material, payload), cancellationToken).ConfigureAwait(false);
    }

    private async Task<KeyVersion> RotateAsync(string key, KeyMaterial? material, CancellationToken cancellationToken)
    {
        const string Operation = "rotate a key";
        ArgumentException.ThrowIfNullOrEmpty(key);
        var before = await CurrentVersionAsync(key, Operation, cancellationToken).ConfigureAwait(false);
        for (var lostOnce = false; ; lostOnce = true)
        {
            try
            {
                using var body = SecretJson.Write(RotateType, material, static (writer, material) =>
                {
                    writer.WriteStartObject();
                    material?.Write(writer);
                    writer.WriteEndObject();
                });
                await SendAsync(_actions.ActAsync(key, "rotate", body, Operation, idempotent: false, cancellationToken), Operation).ConfigureAwait(false);
                return await CurrentVersionAsync(key, Operation, cancellationToken).ConfigureAwait(false);
            }
            catch (IbmCloudException e) when (IsLost(e) || (lostOnce && e is KeyProtectException { Problem: KeyProtectProblem.RotatedRecently }))
            {
                // The service rotates once an hour, so a second request does no harm where the first one arrives late.
                var now = await CurrentVersionAsync(key, Operation, cancellationToken).ConfigureAwait(false);
                if (now.Id != before.Id)
                {
                    return now;
                }

                if (lostOnce)
                {
                    throw;
                }
            }
        }
    }

    private async Task<KeyVersion> CurrentVersionAsync(string key, string operation, CancellationToken cancellationToken) =>
        Need((await GetKeyAsync(key, cancellationToken).ConfigureAwait(false)).CurrentVersion, operation, "keyVersion");
}
