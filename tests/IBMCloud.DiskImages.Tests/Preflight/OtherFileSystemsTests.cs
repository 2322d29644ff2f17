using IBMCloud.DiskImages.Preflight;

namespace IBMCloud.DiskImages.Tests.Preflight;

/// <summary>File systems that are recognised and not read.</summary>
public sealed class OtherFileSystemsTests : IDisposable
{
    private readonly GuestImage _guest = new();

    public static TheoryData<string, int, byte[]> Superblocks => new()
    {
        { "XFS", 0, "XFSB"u8.ToArray() },
        { "Btrfs", 65_600, "_BHRfS_M"u8.ToArray() },
        { "NTFS", 3, "NTFS    "u8.ToArray() },
        { "swap", 4086, "SWAPSPACE2"u8.ToArray() },
        { "Linux RAID", 4096, [0xFC, 0x4E, 0x2B, 0xA9] },
        { "FAT", 54, "FAT16   "u8.ToArray() },
        { "of no known kind", 1, [1] },
    };

    public void Dispose() => _guest.Dispose();

    [Theory]
    [MemberData(nameof(Superblocks))]
    public async Task What_is_in_them_cannot_be_told(string kind, int offset, byte[] superblock)
    {
        _guest.Superblock[0] = new byte[100_000];
        _guest.Superblock[510] = [0x55, 0xAA];
        _guest.Superblock[offset] = superblock;

        var report = await PreflightCheck.InspectAsync(_guest.Build());

        report.Of("partition-table").Evidence.Should().Contain($"2 {kind}");
        report.HasFailures.Should().BeFalse();
        foreach (var rule in (string[])["root-file-system", "operating-system", "cloud-init", "cloud-init-datasource", "wget"])
        {
            report.Of(rule).Verdict.Should().Be(PreflightVerdict.CannotTell, rule);
            report.Of(rule).Evidence.Should().Contain($"partition 2 ({kind})");
        }

        report.OperatingSystemReferenceCode.Should().BeNull();
    }

    [Theory]
    [InlineData("mkfs.xfs", "XFS")]
    [InlineData("mkfs.btrfs", "Btrfs")]
    public async Task What_the_real_tools_make_is_recognised(string program, string kind)
    {
        var tool = OutsideTool.Require(program);
        using var folder = new TempFolder();
        var path = folder["image"];
        await using (var file = File.Create(path))
        {
            file.SetLength(320 << 20);
        }

        OutsideTool.Run(tool, ["-q", path]).MustSucceed();
        var start = new byte[100_000];
        await using (var file = File.OpenRead(path))
        {
            await file.ReadExactlyAsync(start, TestContext.Current.CancellationToken);
        }

        _guest.Superblock[0] = start;

        (await PreflightCheck.InspectAsync(_guest.Build())).Of("partition-table").Evidence.Should().Contain($"2 {kind}");
    }

    [Fact]
    public async Task A_guest_with_its_own_LUKS_is_a_warning()
    {
        _guest.Superblock[0] = [.. "LUKS"u8, 0xBA, 0xBE, 0, 2];

        var report = await PreflightCheck.InspectAsync(_guest.Build());

        report.Of("not-encrypted").Should().Match<PreflightFinding>(finding => finding.Verdict == PreflightVerdict.Warn && finding.Evidence.Contains("Partition 2"));
        report.Of("cloud-init").Verdict.Should().Be(PreflightVerdict.CannotTell);
    }
}
