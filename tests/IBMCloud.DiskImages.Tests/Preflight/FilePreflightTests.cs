using System.Text.Json;
using IBMCloud.DiskImages.Preflight;
using IBMCloud.DiskImages.Tests.EncryptedVhd;
using IBMCloud.Primitives;

namespace IBMCloud.DiskImages.Tests.Preflight;

/// <summary>Rules about the image as a file: format, size, name, encryption; and the report.</summary>
public sealed class FilePreflightTests : IDisposable
{
    private readonly GuestImage _guest = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _guest.Dispose();

    [Theory]
    [InlineData(PreflightTarget.ClassicVhd, "x.vhd-0.vhd", PreflightVerdict.Ok)]
    [InlineData(PreflightTarget.ClassicVhd, "debian8-aes512.vhd", PreflightVerdict.Warn)]
    [InlineData(PreflightTarget.ClassicVhd, ".vhd", PreflightVerdict.Fail)]
    [InlineData(PreflightTarget.ClassicVhd, "x.VHD", PreflightVerdict.Fail)]
    [InlineData(PreflightTarget.ClassicVhd, "x.raw", PreflightVerdict.Fail)]
    [InlineData(PreflightTarget.ClassicVhd, null, PreflightVerdict.CannotTell)]
    [InlineData(PreflightTarget.ClassicLuks, "x.raw", PreflightVerdict.Ok)]
    [InlineData(PreflightTarget.ClassicLuks, "x.vhd", PreflightVerdict.Fail)]
    [InlineData(PreflightTarget.Vpc, "x.qcow2", PreflightVerdict.Ok)]
    [InlineData(PreflightTarget.Vpc, "x.vhd", PreflightVerdict.Fail)]
    public async Task The_objects_name_has_to_end_as_the_import_wants_it(PreflightTarget target, string? name, PreflightVerdict verdict) =>
        (await PreflightCheck.InspectAsync(new byte[512], target, new PreflightOptions { ObjectName = name })).Of("object-name").Verdict.Should().Be(verdict);

    [Theory]
    [InlineData(PreflightTarget.ClassicVhd, 100_000_000_000, PreflightVerdict.Ok)]
    [InlineData(PreflightTarget.ClassicVhd, 100_000_000_512, PreflightVerdict.Warn)]
    [InlineData(PreflightTarget.ClassicVhd, 100L << 30, PreflightVerdict.Warn)]
    [InlineData(PreflightTarget.ClassicVhd, (100L << 30) + 512, PreflightVerdict.Fail)]
    [InlineData(PreflightTarget.ClassicLuks, (100L << 30) + 512, PreflightVerdict.Fail)]
    [InlineData(PreflightTarget.Vpc, (100L << 30) + 512, PreflightVerdict.Ok)]
    [InlineData(PreflightTarget.Vpc, (250L << 30) + 512, PreflightVerdict.Fail)]
    public async Task Each_target_has_its_largest_disk(PreflightTarget target, long size, PreflightVerdict verdict)
    {
        using var source = new SparseSource(size);

        (await ImageInspector.InspectAsync(source, target, cancellationToken: Cancel)).Of("disk-size").Verdict.Should().Be(verdict);
        source.BytesRead.Should().BeLessThan(1 << 20);
    }

    [Fact]
    public async Task A_guest_is_looked_into_through_every_format()
    {
        using var folder = new TempFolder();
        var disk = _guest.Build();
        foreach (var (format, options) in ((string, string[])[])[("vpc", ["-o", "subformat=fixed,force_size=on"]), ("vpc", ["-o", "subformat=dynamic,force_size=on"]), ("qcow2", ["-c"])])
        {
            using var file = FileImageSource.Open(QemuImg.Convert(folder, disk, format, options));

            var report = await ImageInspector.InspectAsync(file, PreflightTarget.ClassicVhd, new PreflightOptions { ObjectName = "x.vhd-0.vhd" }, Cancel);

            report.Findings.Should().OnlyContain(finding => finding.Verdict == PreflightVerdict.Ok);
            report.DiskSize.Should().Be(disk.Length);
        }
    }

    [Fact]
    public async Task An_encrypted_image_fails_without_its_key_and_is_looked_into_with_it()
    {
        var file = await EncryptedVhdFile.WriteAsync(TestDisk.Source(_guest.Build()));
        using var key = SecretBytes.CopyOf(EncryptedVhdFile.Key);
        using var wrong = SecretBytes.Random(64);

        (await PreflightCheck.InspectAsync(file)).Rules(PreflightVerdict.Fail).Should().Equal("not-encrypted");
        var report = await PreflightCheck.InspectAsync(file, options: new PreflightOptions { Key = key, ObjectName = "x.vhd-0.vhd" });
        report.Findings.Should().OnlyContain(finding => finding.Verdict == PreflightVerdict.Ok);
        report.Of("not-encrypted").Evidence.Should().Contain("import it as it is");
        var withWrongKey = () => PreflightCheck.InspectAsync(file, options: new PreflightOptions { Key = wrong });
        (await withWrongKey.Should().ThrowAsync<DiskImageException>()).Which.Reason.Should().Be(DiskImageError.WrongKey);
    }

    [Fact]
    public async Task A_container_put_into_an_image_file_fails()
    {
        byte[] disk = [.. "LUKS"u8, 0xBA, 0xBE, 0, 2, .. new byte[504]];

        (await PreflightCheck.InspectAsync(new Vhd.HandMadeVhd().Fixed(disk))).Rules(PreflightVerdict.Fail).Should().Contain("not-encrypted");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(513)]
    public async Task A_file_that_is_no_image_is_a_finding_and_not_an_exception(int length) =>
        (await PreflightCheck.InspectAsync(new byte[length])).Rules(PreflightVerdict.Fail).Should().Equal("image-format");

    [Fact]
    public async Task A_damaged_VHD_is_a_finding_and_not_an_exception()
    {
        var file = new Vhd.HandMadeVhd().Fixed(TestDisk.Bytes(512 * 9));
        file[^400] ^= 1;

        (await PreflightCheck.InspectAsync(file)).Rules(PreflightVerdict.Fail).Should().Equal("image-format");
    }

    [Fact]
    public async Task The_image_stays_the_callers()
    {
        using var folder = new TempFolder();
        using var file = FileImageSource.Open(folder.Write("x.raw", _guest.Build()));

        await ImageInspector.InspectAsync(file, PreflightTarget.ClassicVhd, cancellationToken: Cancel);

        file.Read(0, new byte[512]).Should().Be(512);
    }

    [Fact]
    public async Task The_report_is_text_for_people_and_JSON_for_programs()
    {
        _guest.Root.Remove("usr/bin/wget");
        var report = await PreflightCheck.InspectAsync(_guest.Build());

        report.ToText().Should().StartWith("classic: 0 to mend, 1 warnings, 0 that cannot be told, ").And.MatchRegex(@"\nwarn +wget +wget is missing.*\n +do: Install wget.*\n +see: IBM Cloud Docs");
        using var json = JsonDocument.Parse(report.ToJson());
        json.RootElement.GetProperty("target").GetString().Should().Be("classic");
        json.RootElement.GetProperty("format").GetString().Should().Be("raw");
        json.RootElement.GetProperty("hasFailures").GetBoolean().Should().BeFalse();
        json.RootElement.GetProperty("operatingSystemReferenceCode").GetString().Should().Be("DEBIAN_12_64");
        var wget = json.RootElement.GetProperty("findings").EnumerateArray().Single(finding => finding.GetProperty("rule").GetString() == "wget");
        wget.GetProperty("verdict").GetString().Should().Be("warn");
        wget.GetProperty("remedy").GetString().Should().Contain("Install");
        wget.GetProperty("source").GetString().Should().Contain("IBM Cloud Docs");
    }

    [Fact]
    public async Task Every_finding_that_is_not_good_says_what_to_do()
    {
        foreach (var target in Enum.GetValues<PreflightTarget>())
        {
            foreach (var image in (byte[][])[[], new byte[512], TestDisk.Bytes(1 << 20), _guest.Build()])
            {
                var report = await PreflightCheck.InspectAsync(image, target, new PreflightOptions());
                report.Findings.Should().OnlyContain(finding => finding.Verdict == PreflightVerdict.Ok == (finding.Remedy == null) && finding.Evidence.Length > 0 && finding.Source.Length > 0);
                report.Findings.Select(finding => finding.Rule).Should().OnlyHaveUniqueItems();
            }
        }
    }
}
