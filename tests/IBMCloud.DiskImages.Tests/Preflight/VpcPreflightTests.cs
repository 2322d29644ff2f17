using System.IO.Compression;
using System.Text;
using IBMCloud.DiskImages.Preflight;

namespace IBMCloud.DiskImages.Tests.Preflight;

public sealed class VpcPreflightTests : IDisposable
{
    private const string Config = "config-6.1.0-1-amd64";
    private const string Initramfs = "initrd.img-6.1.0-1-amd64";
    private const string Modules = "CONFIG_VIRTIO_BLK=m\nCONFIG_VIRTIO_NET=m\nCONFIG_VIRTIO_PCI=y\n";
    private readonly GuestImage _guest = new();

    public VpcPreflightTests() => _guest.Root["etc/cloud/cloud.cfg.d/90_datasource.cfg"] = "datasource_list: [ NoCloud ]\n";

    public void Dispose() => _guest.Dispose();

    [Fact]
    public async Task An_image_that_keeps_every_rule_has_only_the_operating_system_left_open()
    {
        var report = await PreflightCheck.InspectAsync(_guest.Build(), PreflightTarget.Vpc);

        report.Rules(PreflightVerdict.CannotTell).Should().Equal("operating-system");
        report.Findings.Where(finding => finding.Rule != "operating-system").Should().OnlyContain(finding => finding.Verdict == PreflightVerdict.Ok);
        report.OperatingSystemReferenceCode.Should().Be("debian-12-amd64");
    }

    [Fact]
    public async Task Boot_needs_no_partition_of_its_own_and_LVM_is_no_failure()
    {
        _guest.HasBootPartition = false;

        (await PreflightCheck.InspectAsync(_guest.Build(), PreflightTarget.Vpc)).HasFailures.Should().BeFalse();
    }

    [Theory]
    [InlineData("datasource_list: [ ConfigDrive, NoCloud ]", "cloud-init-datasource")]
    [InlineData("cloud_final_modules: [ final-message ]\ndatasource_list: [ NoCloud ]", "vendor-scripts")]
    public async Task Configuration_that_VPC_does_not_take_fails_on_exactly_that_rule(string yaml, string rule)
    {
        _guest.Root["etc/cloud/cloud.cfg.d/90_datasource.cfg"] = yaml;

        (await PreflightCheck.InspectAsync(_guest.Build(), PreflightTarget.Vpc)).Rules(PreflightVerdict.Fail).Should().Equal(rule);
    }

    [Fact]
    public async Task Without_a_data_source_list_the_rule_is_kept()
    {
        _guest.Root.Remove("etc/cloud/cloud.cfg.d/90_datasource.cfg");

        (await PreflightCheck.InspectAsync(_guest.Build(), PreflightTarget.Vpc)).Of("cloud-init-datasource").Verdict.Should().Be(PreflightVerdict.Ok);
    }

    [Fact]
    public async Task What_is_wished_for_or_may_come_later_is_no_failure()
    {
        _guest.Boot["grub/grub.cfg"] = "linux /vmlinuz ro quiet\n";
        _guest.Root.Remove("etc/network/interfaces");

        var report = await PreflightCheck.InspectAsync(_guest.Build(), PreflightTarget.Vpc);

        report.Of("serial-console").Verdict.Should().Be(PreflightVerdict.Warn);
        report.Of("dhcp").Verdict.Should().Be(PreflightVerdict.CannotTell);
        report.HasFailures.Should().BeFalse();
    }

    [Fact]
    public async Task A_kernel_without_virtio_fails()
    {
        _guest.Boot[Config] = "CONFIG_VIRTIO_BLK=y\n# CONFIG_VIRTIO_NET is not set\nCONFIG_VIRTIO_PCI=y\n";

        var report = await PreflightCheck.InspectAsync(_guest.Build(), PreflightTarget.Vpc);

        report.Rules(PreflightVerdict.Fail).Should().Equal("virtio");
        report.Of("virtio").Evidence.Should().Contain("CONFIG_VIRTIO_NET").And.NotContain("BLK");
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("gzip")]
    [InlineData("zstd")]
    [InlineData("microcode before gzip")]
    public async Task Modules_are_looked_for_in_the_initramfs(string packing)
    {
        _guest.Boot[Config] = Modules;

        _guest.Boot[Initramfs] = Pack(packing, "usr/lib/modules/6.1/kernel/drivers/block/virtio_blk.ko", "usr/lib/modules/6.1/kernel/drivers/net/virtio_net.ko.xz");
        (await PreflightCheck.InspectAsync(Latin1(_guest), PreflightTarget.Vpc)).Of("virtio").Verdict.Should().Be(PreflightVerdict.Ok);

        _guest.Boot[Initramfs] = Pack(packing, "usr/lib/modules/6.1/kernel/drivers/block/virtio_blk.ko", "usr/lib/other_virtio_net.ko");
        var report = await PreflightCheck.InspectAsync(Latin1(_guest), PreflightTarget.Vpc);
        report.Of("virtio").Should().Match<PreflightFinding>(finding => finding.Verdict == PreflightVerdict.Fail && finding.Evidence.Contains("virtio_net"));
    }

    [Theory]
    [InlineData("\u00fd7zXZ\0 and more")]
    [InlineData("")]
    [InlineData("nothing that is known")]
    [InlineData("\u001f\u008b broken gzip")]
    [InlineData("07070100000000broken")]
    public async Task An_initramfs_that_is_not_read_or_damaged_cannot_be_told(string content)
    {
        _guest.Boot[Config] = Modules;
        _guest.Boot[Initramfs] = content;

        (await PreflightCheck.InspectAsync(Latin1(_guest), PreflightTarget.Vpc)).Of("virtio").Verdict.Should().BeOneOf(content.Length == 0 ? PreflightVerdict.Fail : PreflightVerdict.CannotTell);
    }

    private static byte[] Latin1(GuestImage guest)
    {
        guest.FileEncoding = Encoding.Latin1;
        return guest.Build();
    }

    private static string Pack(string packing, params string[] names)
    {
        var archive = Cpio([.. names.Select(name => (name, 1000)), ("TRAILER!!!", 0)]);
        byte[] packed = packing switch
        {
            "plain" => archive,
            "zstd" => Zstd(archive),
            "gzip" => Gzip(archive),
            _ => [.. Cpio([("kernel/x86/microcode/GenuineIntel.bin", 700), ("TRAILER!!!", 0)]), .. new byte[1234], .. Gzip(archive)],
        };
        return Encoding.Latin1.GetString(packed);
    }

    private static byte[] Cpio((string Name, int Length)[] entries)
    {
        var archive = new MemoryStream();
        foreach (var (name, length) in entries)
        {
            var numbers = new int[] { 1, 0x81A4, 0, 0, 1, 0, length, 0, 0, 0, 0, name.Length + 1, 0 };
            archive.Write(Encoding.ASCII.GetBytes("070701" + string.Concat(numbers.Select(number => $"{number:X8}")) + name + "\0"));
            archive.SetLength((archive.Length + 3) / 4 * 4);
            archive.Position = archive.Length;
            archive.Write(TestDisk.Bytes(length));
            archive.SetLength((archive.Length + 3) / 4 * 4);
            archive.Position = archive.Length;
        }

        return archive.ToArray();
    }

    private static byte[] Gzip(byte[] bytes)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }

    private static byte[] Zstd(byte[] bytes)
    {
        using var compressor = new ZstdSharp.Compressor();
        return compressor.Wrap(bytes).ToArray();
    }
}
