using IBMCloud.KeyProtect.Wire;
using IBMCloud.Primitives;

namespace IBMCloud.KeyProtect;

public sealed partial class KeyProtectClient
{
    private const int LongestAdditionalText = 255;

    /// <summary>Wraps a key of any kind. For the DEK of an image use <see cref="WrapDekAsync"/>. Wrapping again gives another ciphertext of the same key.</summary>
    /// <param name="rootKey">Id or alias of the root key.</param>
    /// <param name="plaintext">The key; stays the caller's.</param>
    /// <param name="additionalData">Texts that the ciphertext is bound to, each up to 255 characters: unwrap needs the same in the same order, and the service does not keep them.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<WrappedKey> WrapAsync(
        string rootKey, SecretBytes plaintext, IReadOnlyList<string>? additionalData = null, CancellationToken cancellationToken = default)
    {
        const string Operation = "wrap a key";
        ArgumentNullException.ThrowIfNull(plaintext);
        if (plaintext.Length == 0)
        {
            // An empty text would make the service generate a key.
            throw new ArgumentException("There is nothing to wrap: the key is empty.", nameof(plaintext));
        }

        var answer = await ActAsync(rootKey, "wrap", Operation, plaintext, ciphertext: null, additionalData, cancellationToken).ConfigureAwait(false);
        answer.Plaintext?.Dispose();
        return new WrappedKey(Need(answer.Ciphertext, Operation, "ciphertext"), answer.Version?.Id);
    }

    /// <summary>
    /// Lets the service generate a key of 32 bytes and wrap it. A lost answer loses that key and no other; the repeat makes a new one. <see cref="CreateDekAsync"/>
    /// makes the key here instead.
    /// </summary>
    /// <param name="rootKey">Id or alias of the root key.</param>
    /// <param name="additionalData">As for <see cref="WrapAsync"/>.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<GeneratedKey> GenerateKeyAsync(string rootKey, IReadOnlyList<string>? additionalData = null, CancellationToken cancellationToken = default)
    {
        const string Operation = "generate a wrapped key";
        var answer = await ActAsync(rootKey, "wrap", Operation, plaintext: null, ciphertext: null, additionalData, cancellationToken).ConfigureAwait(false);
        using var plaintext = Need(answer.Plaintext, Operation, "plaintext");
        return new GeneratedKey(Decode(plaintext, Operation), new WrappedKey(Need(answer.Ciphertext, Operation, "ciphertext"), answer.Version?.Id));
    }

    /// <summary>Unwraps a key of any kind. For the DEK of an image use <see cref="UnwrapDekAsync"/>.</summary>
    /// <param name="rootKey">Id or alias of the root key.</param>
    /// <param name="ciphertext">What wrap answered, exactly.</param>
    /// <param name="additionalData">The same texts as for wrap, in the same order.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="KeyProtectException">It does not open (<see cref="KeyProtectProblem.CannotUnwrap"/>), or the key does not unwrap in its state.</exception>
    public async Task<UnwrappedKey> UnwrapAsync(
        string rootKey, string ciphertext, IReadOnlyList<string>? additionalData = null, CancellationToken cancellationToken = default)
    {
        const string Operation = "unwrap a key";
        ArgumentException.ThrowIfNullOrEmpty(ciphertext);
        var answer = await ActAsync(rootKey, "unwrap", Operation, plaintext: null, ciphertext, additionalData, cancellationToken).ConfigureAwait(false);
        using var plaintext = Need(answer.Plaintext, Operation, "plaintext");
        return new UnwrappedKey(
            Decode(plaintext, Operation),
            answer.Version?.Id,
            string.IsNullOrEmpty(answer.Ciphertext) ? null : new WrappedKey(answer.Ciphertext, answer.RewrappedVersion?.Id));
    }

    /// <summary>Wraps a key anew with the root key's current version, without showing it. The old ciphertext stays good.</summary>
    /// <param name="rootKey">Id or alias of the root key.</param>
    /// <param name="ciphertext">What wrap answered, exactly.</param>
    /// <param name="additionalData">The same texts as for wrap, in the same order.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="KeyProtectException">As <see cref="UnwrapAsync"/>.</exception>
    public async Task<WrappedKey> RewrapAsync(
        string rootKey, string ciphertext, IReadOnlyList<string>? additionalData = null, CancellationToken cancellationToken = default)
    {
        const string Operation = "rewrap a key";
        ArgumentException.ThrowIfNullOrEmpty(ciphertext);
        var answer = await ActAsync(rootKey, "rewrap", Operation, plaintext: null, ciphertext, additionalData, cancellationToken).ConfigureAwait(false);
        answer.Plaintext?.Dispose();
        return new WrappedKey(Need(answer.Ciphertext, Operation, "ciphertext"), answer.RewrappedVersion?.Id ?? answer.Version?.Id);
    }

    // Repeating these changes nothing at the service, and only the last answer is used.
    private async Task<ActionWire> ActAsync(
        string rootKey, string action, string operation, SecretBytes? plaintext, string? ciphertext, IReadOnlyList<string>? additionalData, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(rootKey);
        if (additionalData?.Any(text => text is not { Length: > 0 and <= LongestAdditionalText }) == true)
        {
            throw new ArgumentException($"Each text of the additional data has 1 to {LongestAdditionalText} characters.", nameof(additionalData));
        }

        using var body = SecretJson.Write($"application/vnd.ibm.kms.key_action_{action}+json", (plaintext, ciphertext, additionalData), static (writer, body) =>
        {
            writer.WriteStartObject();
            if (body.plaintext is { } key)
            {
                writer.WriteBase64String("plaintext", key.Span);
            }

            if (body.ciphertext is { } wrapped)
            {
                writer.WriteString("ciphertext", wrapped);
            }

            if (body.additionalData is { Count: > 0 } texts)
            {
                writer.WriteStartArray("aad");
                foreach (var text in texts)
                {
                    writer.WriteStringValue(text);
                }

                writer.WriteEndArray();
            }

            writer.WriteEndObject();
        });
        return await ReadAsync(_actions.ActAsync(rootKey, action, body, operation, idempotent: true, cancellationToken), operation, KeyProtectJson.Default.ActionWire).ConfigureAwait(false);
    }
}
