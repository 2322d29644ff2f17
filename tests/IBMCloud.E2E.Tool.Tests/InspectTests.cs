using System.Text.Json;

namespace IBMCloud.E2E.Tool.Tests;

public sealed class InspectTests : IDisposable
{
    private readonly Workbench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void A_raw_disk_is_told() => JsonOf(_bench.Disk).Should().Contain("\"format\":\"raw\"").And.Contain("\"encrypted\":false").And.Contain($"\"diskSize\":{_bench.DiskBytes.Length}");

    [Theory]
    [InlineData("luks1")]
    [InlineData("luks2")]
    public void A_container_shows_what_luksDump_shows(string format)
    {
        var cryptsetup = OutsideTool.Require("cryptsetup");
        var image = _bench.Encrypt(format);

        var text = ToolProcess.Run("inspect", image).MustSucceed().Output;
        var json = JsonDocument.Parse(JsonOf(image)).RootElement;

        json.GetProperty("format").GetString().Should().Be(format);
        var luks = json.GetProperty("luks");
        var dump = OutsideTool.Run(cryptsetup, ["luksDump", image]).MustSucceed().Output;
        foreach (var name in (string[])["uuid", "cipher"])
        {
            var value = luks.GetProperty(name).GetString()!;
            text.Should().Contain(value);
            dump.Should().Contain(format == "luks1" && name == "cipher" ? "xts-plain64" : value);
        }

        // Every salt and digest of luksDump is there: it prints hexadecimal, over several lines.
        var ours = string.Concat(text.Where(Uri.IsHexDigit));
        foreach (var line in dump.Split('\n').Select(line => line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()).Where(IsHex))
        {
            ours.Should().Contain(line.Replace(" ", "", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_damaged_primary_header_is_told_and_that_the_other_one_repairs_it()
    {
        var image = _bench.Encrypt("luks2");
        Damage(image, 0);

        var text = ToolProcess.Run("inspect", image).MustSucceed().Output;
        text.Should().Contain("Format:           luks2").And.Contain("Warning:").And.MatchRegex("Repair: +possible");
        JsonDocument.Parse(JsonOf(image)).RootElement.GetProperty("luks").GetProperty("canRepair").GetBoolean().Should().BeTrue();

        ToolProcess.Run("luks", "repair", image).MustSucceed();
        JsonDocument.Parse(JsonOf(image)).RootElement.GetProperty("luks").GetProperty("canRepair").GetBoolean().Should().BeFalse();
        ToolProcess.Run("compare", image, _bench.Disk, "--key-file", _bench.Key).MustSucceed();
    }

    [Fact]
    public void Two_damaged_headers_are_told_and_that_neither_repairs_the_other()
    {
        var image = _bench.Encrypt("luks2");
        Damage(image, 4096);
        Damage(image, 16384 + 4096);

        var text = ToolProcess.Run("inspect", image);
        text.ExitCode.Should().Be(4);
        text.Output.Should().Contain("luks2").And.Contain("The secondary copy cannot repair it");
        var json = ToolProcess.Run("inspect", image, "--json");
        json.ExitCode.Should().Be(4);
        var description = JsonDocument.Parse(json.Output).RootElement;
        description.GetProperty("problem").GetString().Should().Contain("checksum").And.Contain("cannot repair");
        description.GetProperty("problemKind").GetString().Should().Be("corrupt");
        json.Error.Should().Contain("cannot repair");
    }

    [Fact]
    public void An_encrypted_VHD_shows_the_fingerprint_of_its_key()
    {
        var image = _bench.Encrypt("vhd");
        var key = File.ReadAllBytes(_bench.Key);
        var fingerprint = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData([.. new byte[32], .. key]));

        ToolProcess.Run("inspect", image).MustSucceed().Output.Should().Contain("vhd-encrypted").And.Contain(fingerprint).And.Contain("Geometry:").And.Contain("1 of 2, 2097152 bytes each");
        JsonDocument.Parse(JsonOf(image)).RootElement.GetProperty("vhd").GetProperty("keyFingerprint").GetString().Should().Be(fingerprint);
    }

    [Fact]
    public void An_encrypted_qcow2_shows_the_LUKS_header_in_it()
    {
        var image = _bench.Encrypt("qcow2");

        ToolProcess.Run("inspect", image).MustSucceed().Output.Should().Contain("qcow2-encrypted").And.Contain("LUKS header inside").And.Contain("UUID:");
        var json = JsonDocument.Parse(JsonOf(image)).RootElement;
        json.GetProperty("diskSize").GetInt64().Should().Be(_bench.DiskBytes.Length);
        json.GetProperty("qcow2").GetProperty("clusterSize").GetInt64().Should().Be(65536);
        json.GetProperty("luks").GetProperty("version").GetString().Should().Be("Luks1");
    }

    [Fact]
    public void A_broken_image_is_described_as_far_as_it_can_be()
    {
        var odd = ToolProcess.Run("inspect", _bench.Write("odd", new byte[1000]), "--json");

        odd.ExitCode.Should().Be(4);
        JsonDocument.Parse(odd.Output).RootElement.GetProperty("problemKind").GetString().Should().Be("invalidImage");
    }

    private static string JsonOf(string image) => ToolProcess.Run("inspect", image, "--json").MustSucceed().Output;

    private static bool IsHex(string value) => value.Length >= 8 && value.All(c => Uri.IsHexDigit(c) || c == ' ') && value.Contains(' ', StringComparison.Ordinal);

    private static void Damage(string image, long offset)
    {
        using var file = File.OpenHandle(image, FileMode.Open, FileAccess.ReadWrite);
        Span<byte> bytes = stackalloc byte[16];
        RandomAccess.Read(file, bytes, offset);
        bytes[15] ^= 0xFF;
        bytes[0] ^= 0xFF;
        RandomAccess.Write(file, bytes, offset);
    }
}
