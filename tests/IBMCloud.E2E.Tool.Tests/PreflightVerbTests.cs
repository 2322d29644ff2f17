using System.Text.Json;

namespace IBMCloud.E2E.Tool.Tests;

public sealed class PreflightVerbTests : IDisposable
{
    private readonly Workbench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("classic")]
    [InlineData("classic-luks")]
    [InlineData("vpc")]
    public void A_disk_without_a_partition_table_fails_with_evidence_and_remedy(string target)
    {
        var text = ToolProcess.Run("preflight", _bench.Disk, "--target", target, "--object-name", "disk.raw");
        text.ExitCode.Should().Be(4);
        text.Output.Should().StartWith($"{target}: ").And.Contain("fail").And.Contain("do: ").And.Contain("see: ");

        var json = ToolProcess.Run("preflight", _bench.Disk, "--target", target, "--json");
        json.ExitCode.Should().Be(4);
        var report = JsonDocument.Parse(json.Output).RootElement;
        report.GetProperty("target").GetString().Should().Be(target);
        report.GetProperty("findings").EnumerateArray().Should().Contain(finding => finding.GetProperty("verdict").GetString() == "fail");
    }

    [Theory]
    [InlineData("luks2")]
    [InlineData("vhd")]
    [InlineData("qcow2")]
    public void An_encrypted_image_is_looked_into_with_its_key(string format)
    {
        var image = _bench.Encrypt(format);

        var without = JsonDocument.Parse(ToolProcess.Run("preflight", image, "--target", "classic", "--json").Output).RootElement;
        without.TryGetProperty("diskSize", out _).Should().BeFalse();
        var with = JsonDocument.Parse(ToolProcess.Run(["preflight", image, "--target", "classic", "--json", .. _bench.KeyOption(format)]).Output).RootElement;
        with.GetProperty("diskSize").GetInt64().Should().BeGreaterThanOrEqualTo(_bench.DiskBytes.Length);
    }

    [Fact]
    public void A_wrong_key_or_target_is_told()
    {
        var image = _bench.Encrypt("luks2");

        ToolProcess.Run("preflight", image, "--target", "classic", "--key-file", _bench.WrongKey).MustRefuse(3, "*");
        ToolProcess.Run("preflight", image, "--target", "moon").MustRefuse(2, "moon");
    }
}
