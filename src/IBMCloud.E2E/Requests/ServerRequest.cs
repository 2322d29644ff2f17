namespace IBMCloud.E2E;

/// <summary>The virtual server to order from the encrypted template. It is billed from the moment it is ordered.</summary>
public sealed record ServerRequest
{
    /// <summary>Host name.</summary>
    public required string Hostname { get; init; }

    /// <summary>Domain.</summary>
    public required string Domain { get; init; }

    /// <summary>Datacenter, for example <c>dal13</c>; <see langword="null"/> takes the one that the import puts the template in.</summary>
    public string? Datacenter { get; init; }

    /// <summary>Virtual CPUs.</summary>
    public int Cpus { get; init; } = 1;

    /// <summary>Memory in MiB.</summary>
    public int MemoryMiB { get; init; } = 2048;

    /// <summary>Billed by the hour; otherwise by the month.</summary>
    public bool HourlyBilling { get; init; } = true;

    /// <summary>No public network.</summary>
    public bool PrivateNetworkOnly { get; init; }

    /// <summary>Ids of SSH keys of the classic account.</summary>
    public IReadOnlyList<long> SshKeyIds { get; init; } = [];

    /// <summary>User data for cloud-init: no secrets in it.</summary>
    public string? UserData { get; init; }

    internal IEnumerable<string> Mistakes()
    {
        if (!IsLabel(Hostname))
        {
            yield return $"The host name '{Hostname}' is not one: 1 to 63 letters, digits and hyphens.";
        }

        if (string.IsNullOrEmpty(Domain) || !Domain.Split('.').All(IsLabel) || !Domain.Contains('.', StringComparison.Ordinal))
        {
            yield return $"The domain '{Domain}' is not one: it has the form of example.com.";
        }

        if (Cpus < 1)
        {
            yield return $"A server has at least 1 CPU, not {Cpus}.";
        }

        if (Datacenter is not null && !IsDatacenter(Datacenter))
        {
            yield return $"'{Datacenter}' is no datacenter: its name has the form of dal13. Leave it out for the one that the import chooses.";
        }

        if (SshKeyIds is null || SshKeyIds.Any(id => id <= 0))
        {
            yield return "The id of an SSH key is a positive number: take it from the account's list of keys.";
        }

        if (MemoryMiB < 1024)
        {
            yield return $"A server has at least 1,024 MiB of memory, not {MemoryMiB}.";
        }
    }

    private static bool IsDatacenter(string text) => text.Length == 5 && text[..3].All(char.IsAsciiLetterLower) && text[3..].All(char.IsAsciiDigit);

    private static bool IsLabel(string? text) =>
        text is { Length: >= 1 and <= 63 } && text[0] != '-' && text[^1] != '-' && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
}
