namespace IBMCloud.Luks.Tests.Hostile;

public sealed class Luks1FaultTests
{
    private const int FirstSlot = 208;
    private const int SlotLength = 48;

    /// <summary>cryptsetup computes for hours.</summary>
    private static readonly string[] Bombs = ["l1-iter-max", "l1-digest-iter-max"];

    /// <summary>cryptsetup finds these only when it maps the data, which a test of the passphrase does not.</summary>
    private static readonly string[] OnlyWhenMapped = ["l1-payload-beyond-file", "l1-payload-zero-attached", "l1-uuid-garbage"];

    private static readonly Dictionary<string, (LuksError? Verdict, Action<byte[]> Apply)> All = new()
    {
        ["l1-hash-md5"] = (LuksError.Unsupported, container => HeaderForge.WriteText(container, 72, 32, "md5")),
        ["l1-hash-ripemd160"] = (LuksError.Unsupported, container => HeaderForge.WriteText(container, 72, 32, "ripemd160")),
        ["l1-hash-upper"] = (null, container => HeaderForge.WriteText(container, 72, 32, "SHA256")),
        ["l1-hash-other"] = (LuksError.WrongPassphrase, container => HeaderForge.WriteText(container, 72, 32, "sha512")),
        ["l1-version-3"] = (LuksError.Unsupported, container => container[7] = 3),
        ["l1-no-magic"] = (LuksError.NotLuks, container => container[0] = 0),
        ["l1-cipher-serpent"] = (LuksError.Unsupported, container => HeaderForge.WriteText(container, 8, 32, "serpent")),
        ["l1-cipher-null"] = (LuksError.Unsupported, container => HeaderForge.WriteText(container, 8, 32, "cipher_null")),
        ["l1-keybytes-0"] = (LuksError.Corrupt, container => HeaderForge.Write32(container, 108, 0)),
        ["l1-keybytes-overflow"] = (LuksError.Corrupt, container => HeaderForge.Write32(container, 108, 0x80000001)),
        ["l1-keybytes-24"] = (LuksError.Corrupt, container => HeaderForge.Write32(container, 108, 24)),
        ["l1-stripes-1-inactive"] = (LuksError.Corrupt, container => HeaderForge.Write32(container, FirstSlot + 5 * SlotLength + 44, 1)),
        ["l1-offset-inactive-0"] = (LuksError.Corrupt, container => HeaderForge.Write32(container, FirstSlot + 5 * SlotLength + 40, 0)),
        ["l1-offset-overlap"] = (LuksError.Corrupt, container => HeaderForge.Write32(container, FirstSlot + 5 * SlotLength + 40, 16)),
        ["l1-offset-beyond-payload"] = (LuksError.Corrupt, container => HeaderForge.Write32(container, FirstSlot + 7 * SlotLength + 40, 8000)),
        ["l1-payload-inside-slots"] = (LuksError.Corrupt, container => HeaderForge.Write32(container, 104, 512)),
        ["l1-payload-beyond-file"] = (LuksError.Truncated, container => HeaderForge.Write32(container, 104, 0xFFFFFFFF)),
        ["l1-payload-zero-attached"] = (LuksError.Unsupported, container => HeaderForge.Write32(container, 104, 0)),
        ["l1-uuid-garbage"] = (LuksError.Corrupt, container => HeaderForge.WriteText(container, 168, 40, "garbage")),
        ["l1-active-odd"] = (LuksError.WrongPassphrase, container => HeaderForge.Write32(container, FirstSlot, 0x12345678)),
        ["l1-iter-max"] = (LuksError.LimitExceeded, container => HeaderForge.Write32(container, FirstSlot + 4, uint.MaxValue)),
        ["l1-iter-zero"] = (LuksError.Corrupt, container => HeaderForge.Write32(container, FirstSlot + 4, 0)),
        ["l1-digest-iter-max"] = (LuksError.LimitExceeded, container => HeaderForge.Write32(container, 164, uint.MaxValue)),
        ["l1-digest-iter-zero"] = (LuksError.Corrupt, container => HeaderForge.Write32(container, 164, 0)),
    };

    public static TheoryData<string> Names => [.. All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_header_with_one_fault_gets_its_verdict(string name)
    {
        var container = await HeaderForge.Luks1Async();
        All[name].Apply(container);
        (await HeaderForge.VerdictAsync(container)).Should().Be(All[name].Verdict);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_same_fault_in_a_header_of_cryptsetups_gets_the_same_verdict(string name)
    {
        OutsideTool.Require("cryptsetup");
        var container = (await HeaderForge.ByCryptsetupAsync(1))!;
        All[name].Apply(container);
        (await HeaderForge.VerdictAsync(container)).Should().Be(All[name].Verdict);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Cryptsetup_judges_alike(string name)
    {
        if (Bombs.Contains(name))
        {
            return;
        }

        var container = await HeaderForge.Luks1Async();
        All[name].Apply(container);
        HeaderForge.CryptsetupOpens(container, HeaderForge.Right).Should().Be(All[name].Verdict is null || OnlyWhenMapped.Contains(name));
    }

    [Theory]
    [InlineData("l1-newline-pass", 1)]
    [InlineData("l2-newline-pass", 2)]
    public async Task A_line_break_after_the_passphrase_is_another_passphrase(string name, int version)
    {
        name.Should().StartWith($"l{version}");
        var container = version == 1 ? await HeaderForge.Luks1Async() : await HeaderForge.Luks2Async();
        (await HeaderForge.VerdictAsync(container, HeaderForge.Right + "\n")).Should().Be(LuksError.WrongPassphrase);
    }

    [Theory]
    [InlineData(1, 591)]
    [InlineData(1, 4096)]
    [InlineData(1, 1_000_000)]
    [InlineData(1, 4 << 20)]
    [InlineData(1, (4 << 20) + 700)]
    [InlineData(2, 8192)]
    [InlineData(2, 40_000)]
    [InlineData(2, 1 << 20)]
    [InlineData(2, (1 << 20) + 700)]
    public async Task A_container_that_was_cut_short_is_told(int version, int length)
    {
        var container = version == 1 ? await HeaderForge.Luks1Async() : await HeaderForge.Luks2Async();
        (await HeaderForge.VerdictAsync(container[..length])).Should().Be(LuksError.Truncated);
    }
}
