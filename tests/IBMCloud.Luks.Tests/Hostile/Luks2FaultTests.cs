namespace IBMCloud.Luks.Tests.Hostile;

/// <summary>One-fault headers: each is refused for its own reason, or opens to the same image; never anything between.</summary>
public sealed class Luks2FaultTests
{
    private static readonly Dictionary<string, Luks2Fault> All =
        Luks2Fault.Structure().Concat(Luks2Fault.Keyslots()).Concat(Luks2Fault.Segments()).Concat(Luks2Fault.Digests()).Concat(Luks2Fault.Binary()).Concat(Luks2Fault.Passphrases()).ToDictionary(fault => fault.Name);

    /// <summary>What this library opens and cryptsetup 2.6 does not: it gives up at the first keyslot that is at fault.</summary>
    private static readonly string[] MoreGenerous = ["k2-broken-first"];

    /// <summary>cryptsetup computes long, for hours some, or allocates gigabytes.</summary>
    private static readonly string[] Bombs =
    [
        "k-kdf-iter-negative", "k-kdf-iter-huge", "k-iter-50m", "a-memory-2g", "a-memory-1g-and-1", "a-work-64g-and-1", "a-time-huge", "d-iter-huge", "k-keysize-1m",
    ];

    /// <summary>Refused here on purpose although cryptsetup 2.6 opens it (docs/luks.md): two parsers may read it differently, it opens without proof, or it is read as something else.</summary>
    private static readonly string[] Stricter =
    [
        "j-single-quotes", "j-trailing-comma", "j-comment", "j-nan", "j-duplicate-name", "j-duplicate-name-escaped", "j-bad-utf8", "j-escaped-nul", "j-half-surrogate", "j-half-surrogate-name",
        "k-name-32", "k-stripes-2", "k-area-small", "k-area-odd-offset",
        "g-type-nonsense", "g-linear", "g-null-cipher", "g-iv-tweak",
        "d-9-digests", "d-short", "d-empty", "d-long", "d-no-digest", "d-salt-short", "d-iter-string", "d-short-wrong-pass", "d-salt-short-wrong-pass", "d-no-digest-wrong-pass",
    ];

    /// <summary>cryptsetup finds these only when it maps the data, which a test of the passphrase does not.</summary>
    private static readonly string[] OnlyWhenMapped =
        ["c-requirement-unknown", "g-cipher-unknown", "g-sector-size-8192", "g-offset-beyond-file", "g-offset-zero-attached", "g-size-beyond-file", "h-uuid-garbage"];

    public static TheoryData<string> Names => [.. All.Keys];

    public static TheoryData<string> DigestNames => [.. Luks2Fault.Digests().Select(fault => fault.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_header_with_one_fault_gets_its_verdict(string name)
    {
        var container = await HeaderForge.Luks2Async();
        All[name].Apply(container);
        (await HeaderForge.VerdictAsync(container, All[name].Passphrase)).Should().Be(All[name].Verdict);
    }

    [Theory]
    [MemberData(nameof(DigestNames))]
    public async Task A_damaged_digest_never_lets_a_wrong_passphrase_in(string name)
    {
        var container = await HeaderForge.Luks2Async();
        All[name].Apply(container);
        (await HeaderForge.VerdictAsync(container, "any other passphrase")).Should().NotBeNull();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_same_fault_in_a_header_of_cryptsetups_gets_the_same_verdict(string name)
    {
        OutsideTool.Require("cryptsetup");
        var container = (await HeaderForge.ByCryptsetupAsync(2))!;
        All[name].Apply(container);
        (await HeaderForge.VerdictAsync(container, All[name].Passphrase)).Should().Be(All[name].Verdict);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Cryptsetup_judges_alike_but_where_this_library_is_stricter_on_purpose(string name)
    {
        if (Bombs.Contains(name))
        {
            return;
        }

        var container = await HeaderForge.Luks2Async();
        All[name].Apply(container);
        HeaderForge.CryptsetupOpens(container, All[name].Passphrase)
            .Should().Be(Stricter.Contains(name) || OnlyWhenMapped.Contains(name) || (All[name].Verdict is null && !MoreGenerous.Contains(name)));
    }
}
