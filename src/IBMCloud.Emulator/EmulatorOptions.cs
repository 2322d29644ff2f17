namespace IBMCloud.Emulator;

/// <summary>How the local cloud behaves.</summary>
public sealed class EmulatorOptions
{
    /// <summary>The regions that have Key Protect and Object Storage; each gets a port for each. Default: us-south, eu-de.</summary>
    public IReadOnlyList<string> Regions { get; set; } = ["us-south", "eu-de"];

    /// <summary>The first of a row of ports, or 0 for free ones.</summary>
    public int FirstPort { get; set; }

    /// <summary>Which rules image import applies.</summary>
    public ImportMode ImportMode { get; set; } = ImportMode.Strict;

    /// <summary>How long each stage of an asynchronous operation takes (instance provisioning, image import, server provisioning).</summary>
    public TimeSpan StageDelay { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Life of an access token. A live account allows 900 to 3600 s; shorter ones serve tests.</summary>
    public TimeSpan TokenLifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How long a new policy is stored but not yet in force. The live cloud lags by seconds to minutes; default none.</summary>
    public TimeSpan PolicyDelay { get; set; } = TimeSpan.Zero;

    /// <summary>The clock; null for a new one that runs with the machine's.</summary>
    public EmulatorClock? Clock { get; set; }

    /// <summary>The account's type: <c>PAYG</c> (default) and <c>SUBSCRIPTION</c> are upgraded accounts, <c>LITE</c> and <c>TRIAL</c> are not.</summary>
    public string AccountType { get; set; } = "PAYG";

    /// <summary>The account's status: <c>ACTIVE</c> (default), or another, such as <c>SUSPENDED</c>.</summary>
    public string AccountStatus { get; set; } = "ACTIVE";

    /// <summary>The linked classic infrastructure account, a number as text; empty for an account that was never linked.</summary>
    public string LinkedClassicAccount { get; set; } = "1234567";

    /// <summary>Key names of what the importing classic user may do (spec softlayer §6); <see langword="null"/>, the default, for all.</summary>
    public IReadOnlyList<string>? ClassicPermissions { get; set; }

    /// <summary>What the sources leave open.</summary>
    public EmulatorSwitches Switches { get; } = new();

    internal void Validate()
    {
        Switches.Validate();
        ArgumentException.ThrowIfNullOrEmpty(AccountType);
        ArgumentException.ThrowIfNullOrEmpty(AccountStatus);
        ArgumentNullException.ThrowIfNull(LinkedClassicAccount);
        if (Regions is not { Count: > 0 } || Regions.Distinct(StringComparer.Ordinal).Count() != Regions.Count || Regions.Any(string.IsNullOrWhiteSpace))
        {
            throw new ArgumentException("Name at least one region, each once, such as us-south.", nameof(Regions));
        }

        ArgumentOutOfRangeException.ThrowIfNegative(FirstPort);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(FirstPort, 65_000);
        ArgumentOutOfRangeException.ThrowIfLessThan(StageDelay, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(PolicyDelay, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(TokenLifetime, TimeSpan.Zero);
    }
}
