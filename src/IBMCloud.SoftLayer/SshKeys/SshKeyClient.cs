using System.Net;
using IBMCloud.Core;

namespace IBMCloud.SoftLayer;

/// <summary>
/// Public SSH keys, which orders name by id (API reference, <c>SoftLayer_Security_Ssh_Key</c>).
/// <code>
/// SoftLayer_Account/getSshKeys                 GET
/// SoftLayer_Security_Ssh_Key/createObject      POST [{label,key,notes}]   refused where the account has the key
/// SoftLayer_Security_Ssh_Key/{id}/deleteObject GET
/// </code>
/// </summary>
public sealed class SshKeyClient
{
    private const string Service = "SoftLayer_Security_Ssh_Key";
    private readonly SoftLayerRest _rest;

    internal SshKeyClient(SoftLayerRest rest) => _rest = rest;

    /// <summary>The account's keys.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="IbmCloudException">The service refused or failed.</exception>
    public Task<IReadOnlyList<SshKey>> ListAsync(CancellationToken cancellationToken = default) => _rest.ListAsync(
        new SoftLayerCall("SoftLayer_Account", "getSshKeys")
        {
            Mask = ObjectMask.Of(SoftLayerJson.Default.SshKey),
            Filter = ObjectFilter.For(SoftLayerJson.Default.SshKey, "sshKeys"),
        },
        SoftLayerJson.Default.IReadOnlyListSshKey,
        cancellationToken);

    /// <summary>Finds the key in the account, or puts it there. A lost answer is settled by looking again: an account has a key once.</summary>
    /// <param name="label">Name of a new one.</param>
    /// <param name="publicKey">The public key: one line such as <c>ssh-ed25519 AAAA… comment</c>.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">It is no public key.</exception>
    /// <exception cref="IbmCloudException">The service refused, failed or did not answer.</exception>
    public async Task<SshKey> EnsureAsync(string label, string publicKey, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(label);
        ArgumentException.ThrowIfNullOrWhiteSpace(publicKey);
        var line = publicKey.Trim();
        if (line.StartsWith("-----BEGIN", StringComparison.Ordinal) || line.Split(' ') is not [_, { Length: > 16 }, ..])
        {
            throw new ArgumentException("That is no public key of SSH: it is one line such as 'ssh-ed25519 AAAA… comment', from a file that ends in .pub.", nameof(publicKey));
        }

        if (await FindAsync(line, cancellationToken).ConfigureAwait(false) is { } existing)
        {
            return existing;
        }

        try
        {
            return await _rest.PostAsync(
                new SoftLayerCall(Service, "createObject"),
                writer =>
                {
                    writer.WriteStartObject();
                    writer.WriteString("label", label);
                    writer.WriteString("key", line);
                    writer.WriteEndObject();
                },
                SoftLayerJson.Default.SshKey,
                cancellationToken).ConfigureAwait(false) ?? throw NoAnswer();
        }
        catch (IbmCloudException e) when (LostAnswer.IsLost(e))
        {
            return await FindAsync(line, cancellationToken).ConfigureAwait(false)
                ?? throw new IbmCloudException(SoftLayerRest.ServiceName, e.Operation, "The answer was lost, and the account does not have the key. Call again: a key is never there twice.", e) { IsRetryable = true };
        }
    }

    /// <summary>Deletes a key from the account; servers that have it keep it.</summary>
    /// <param name="id">The key.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns><see langword="false"/> if there was nothing to delete, or nothing that this user may see.</returns>
    /// <exception cref="IbmCloudException">The service refused or failed.</exception>
    public async Task<bool> DeleteAsync(long id, CancellationToken cancellationToken = default)
    {
        try
        {
            return await _rest.GetAsync(new SoftLayerCall(Service, "deleteObject", id), SoftLayerJson.Default.Boolean, cancellationToken).ConfigureAwait(false);
        }
        catch (IbmCloudException e) when (e.Status == HttpStatusCode.NotFound)
        {
            return false;
        }
    }

    // Type and key count; the comment behind them may differ.
    private async Task<SshKey?> FindAsync(string line, CancellationToken cancellationToken) =>
        (await ListAsync(cancellationToken).ConfigureAwait(false)).FirstOrDefault(one => Material(one.Key ?? "") == Material(line));

    private static string Material(string line) => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(2));

    private static IbmCloudException NoAnswer() =>
        new(SoftLayerRest.ServiceName, $"{Service}/createObject", "SoftLayer answered null to createObject. Look whether the account has the key.") { Status = HttpStatusCode.OK };
}
