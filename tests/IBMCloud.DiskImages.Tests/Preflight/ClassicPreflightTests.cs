using IBMCloud.DiskImages.Preflight;
using IBMCloud.DiskImages.Tests.Vhd;

namespace IBMCloud.DiskImages.Tests.Preflight;

public sealed class ClassicPreflightTests : IDisposable
{
    private readonly GuestImage _guest = new();

    public void Dispose() => _guest.Dispose();

    [Theory]
    [InlineData(PreflightTarget.ClassicVhd)]
    [InlineData(PreflightTarget.ClassicLuks)]
    public async Task An_image_that_keeps_every_rule_has_nothing_but_good_findings(PreflightTarget target)
    {
        var report = await PreflightCheck.InspectAsync(_guest.Build(), target);

        report.Findings.Should().OnlyContain(finding => finding.Verdict == PreflightVerdict.Ok);
        report.HasFailures.Should().BeFalse();
        report.Should().BeEquivalentTo(new
        {
            Format = DiskImageFormat.Raw,
            OperatingSystem = "Debian GNU/Linux 12 (bookworm)",
            OperatingSystemReferenceCode = "DEBIAN_12_64",
        });
    }

    [Fact]
    public async Task Without_cloud_init_exactly_that_rule_fails()
    {
        _guest.Root.Remove("usr/lib/python3/dist-packages/cloudinit/version.py");
        _guest.Root.Remove("usr/bin/cloud-init");

        (await PreflightCheck.InspectAsync(_guest.Build())).Rules(PreflightVerdict.Fail).Should().Equal("cloud-init");
    }

    [Fact]
    public async Task With_LVM_exactly_that_rule_fails_and_what_is_inside_cannot_be_told()
    {
        _guest.Superblock[512] = [.. "LABELONE"u8, .. new byte[16], .. "LVM2 001"u8];

        var report = await PreflightCheck.InspectAsync(_guest.Build());

        report.Rules(PreflightVerdict.Fail).Should().Equal("no-lvm");
        report.Rules(PreflightVerdict.CannotTell).Should().BeEquivalentTo(
            "root-file-system", "operating-system", "cloud-init", "cloud-init-datasource", "root-login", "etc-on-root", "swap-label", "wget", "guest-tools");
        report.Of("cloud-init").Evidence.Should().Contain("partition 2 (LVM)");
    }

    [Fact]
    public async Task Without_a_partition_for_boot_exactly_that_rule_fails()
    {
        _guest.HasBootPartition = false;

        var report = await PreflightCheck.InspectAsync(_guest.Build());

        report.Rules(PreflightVerdict.Fail).Should().Equal("boot-partition");
        report.Of("boot-partition").Evidence.Should().Contain("folder of /");
    }

    [Fact]
    public async Task A_differencing_VHD_fails_exactly_that_rule_and_nothing_else_is_guessed()
    {
        var report = await PreflightCheck.InspectAsync(new HandMadeVhd { DiskType = 4, ParentName = "golden.vhd" }.Dynamic());

        report.Rules(PreflightVerdict.Fail).Should().Equal("complete-disk");
        report.Of("complete-disk").Evidence.Should().Contain("golden.vhd");
        report.Rules(PreflightVerdict.Ok).Should().Equal("image-format", "object-name");
        report.Rules(PreflightVerdict.Warn).Should().BeEmpty();
    }

    [Fact]
    public async Task A_qcow2_file_with_a_backing_file_fails_exactly_that_rule()
    {
        using var folder = new TempFolder();
        QemuImg.Run("create", "-f", "qcow2", folder["golden.qcow2"], "1M");
        QemuImg.Run("create", "-f", "qcow2", "-b", folder["golden.qcow2"], "-F", "qcow2", folder["x.qcow2"]);

        var report = await PreflightCheck.InspectAsync(await File.ReadAllBytesAsync(folder["x.qcow2"], TestContext.Current.CancellationToken));

        report.Rules(PreflightVerdict.Fail).Should().Equal("complete-disk");
    }

    [Fact]
    public async Task A_kernel_on_a_later_partition_or_none_at_all_fails_the_boot_partition()
    {
        _guest.Boot.Remove("vmlinuz-6.1.0-1-amd64");

        var report = await PreflightCheck.InspectAsync(_guest.Build());

        report.Rules(PreflightVerdict.Fail).Should().Equal("boot-partition");
        report.Of("boot-partition").Evidence.Should().Contain("holds no kernel");
    }

    [Fact]
    public async Task A_disk_without_the_signature_of_a_boot_sector_fails_exactly_that_rule()
    {
        _guest.HasSignature = false;

        (await PreflightCheck.InspectAsync(_guest.Build())).Rules(PreflightVerdict.Fail).Should().Equal("boot-signature");
    }

    [Fact]
    public async Task A_partition_past_the_end_fails_the_partition_table()
    {
        var report = await PreflightCheck.InspectAsync(_guest.Build()[..^(1 << 20)]);

        report.Rules(PreflightVerdict.Fail).Should().Equal("partition-table");
        report.Of("partition-table").Evidence.Should().Contain("Partition 2");
    }

    [Fact]
    public async Task A_file_system_that_fills_the_disk_fails_the_partition_table()
    {
        var disk = _guest.Build()[(9 << 20)..];
        (disk[510], disk[511]) = (0x55, 0xAA);

        var report = await PreflightCheck.InspectAsync(disk);

        report.Rules(PreflightVerdict.Fail).Should().Equal("partition-table");
        report.Of("partition-table").Evidence.Should().Contain("Ext");
    }

    [Fact]
    public async Task What_only_unencrypted_images_are_documented_to_need_gives_warnings()
    {
        _guest.BootFileSystem = _guest.RootFileSystem = "ext2";
        _guest.Root["etc/fstab"] = "UUID=1 / ext2 defaults 0 1\nUUID=3\t/etc/ ext4 defaults 0 1\n/dev/sda3 none swap sw 0 0\n";
        _guest.Root["etc/cloud/cloud.cfg"] = "disable_root: True   # as Debian has it\n";
        _guest.Root.Remove("usr/bin/wget");
        _guest.Root.Remove("usr/sbin/xe-daemon");
        _guest.HasBootCode = false;
        _guest.RootType = 0x8E;

        var report = await PreflightCheck.InspectAsync(_guest.Build());

        report.Rules(PreflightVerdict.Warn).Should().BeEquivalentTo("boot-signature", "no-lvm", "boot-partition", "boot-file-system", "root-file-system",
            "root-login", "etc-on-root", "swap-label", "wget", "guest-tools");
        report.HasFailures.Should().BeFalse();
        report.Of("swap-label").Evidence.Should().Contain("/dev/sda3");
    }

    [Fact]
    public async Task Programs_on_a_file_system_that_was_not_looked_into_cannot_be_told()
    {
        _guest.Root["etc/fstab"] += "UUID=9 /usr ext4 defaults 0 1\n";
        foreach (var name in _guest.Root.Keys.Where(name => name.StartsWith("usr/", StringComparison.Ordinal)).ToList())
        {
            _guest.Root.Remove(name);
        }

        _guest.Root["usr/.keep"] = "";

        var report = await PreflightCheck.InspectAsync(_guest.Build());

        report.Rules(PreflightVerdict.CannotTell).Should().BeEquivalentTo("cloud-init", "wget", "guest-tools");
        report.HasFailures.Should().BeFalse();
    }

    [Fact]
    public async Task A_journal_that_was_not_replayed_is_a_warning()
    {
        _guest.Debug.Add("feature needs_recovery");

        (await PreflightCheck.InspectAsync(_guest.Build())).Of("clean-file-systems").Should().Match<PreflightFinding>(
            finding => finding.Verdict == PreflightVerdict.Warn && finding.Evidence.Contains("partition 2"));
    }
}
