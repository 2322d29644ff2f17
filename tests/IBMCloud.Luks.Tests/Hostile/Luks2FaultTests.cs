namespace IBMCloud.Luks.Tests.Hostile;

/// <summary>One-fault headers: each is refused for its own reason, or opens to the same image; never anything between.</summary>
public sealed class Luks2FaultTests
{
    private static readonly Dictionary<string, Luks2Fault> All =
        Luks2Fault.Structure().Concat(Luks2Fault.Keyslots()).Concat(Luks2Fault.Segments()).Concat(Luks2Fault.Digests()).Concat(Luks2Fault.Binary()).ToDictionary(fault => fault.Name);

    // What this library opens and cryptsetup 2.6 does not: nothing but these, each for a reason.
    private static readonly string[] MoreGenerous = ["h-primary-gpt"];

    public static TheoryData<string> Names => [.. All.Keys];

    public static TheoryData<string> NamesThatOpen => [.. All.Values.Where(fault => fault.Verdict is null && !MoreGenerous.Contains(fault.Name)).Select(fault => fault.Name)];

    public static TheoryData<string> DigestNames => [.. Luks2Fault.Digests().Select(fault => fault.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_header_with_one_fault_gets_its_verdict(string name)
    {
        var container = await HeaderForge.Luks2Async();
        All[name].Apply(container);
        (await HeaderForge.VerdictAsync(container)).Should().Be(All[name].Verdict);
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
    [MemberData(nameof(NamesThatOpen))]
    public async Task What_opens_here_opens_with_cryptsetup_too(string name)
    {
        var cryptsetup = OutsideTool.Require("cryptsetup");
        using var folder = new TempFolder();
        var container = await HeaderForge.Luks2Async();
        All[name].Apply(container);
        var key = folder.Write("key", System.Text.Encoding.ASCII.GetBytes(HeaderForge.Right));
        OutsideTool.Run(cryptsetup, ["open", "--test-passphrase", "--key-file", key, folder.Write("container", container)]).MustSucceed();
    }
}
