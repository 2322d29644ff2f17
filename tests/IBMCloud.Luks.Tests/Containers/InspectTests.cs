using System.Text.Json.Nodes;
using IBMCloud.Luks.Tests.Hostile;
using IBMCloud.Primitives;

namespace IBMCloud.Luks.Tests.Containers;

public sealed class InspectTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("luksFormat --type luks2 --pbkdf argon2id --pbkdf-force-iterations 4 --pbkdf-memory 64 --pbkdf-parallel 2 --label one --subsystem two")]
    [InlineData("luksFormat --type luks2 --pbkdf pbkdf2 --pbkdf-force-iterations 1000 --hash sha512 --luks2-metadata-size 64k --key-size 256 --keyslot-cipher aes-cbc-plain64 --keyslot-key-size 128")]
    [InlineData("luksFormat --type luks2 --pbkdf pbkdf2 --pbkdf-force-iterations 1000 --cipher aes-cbc-essiv:sha256 --key-size 128 --sector-size 4096")]
    [InlineData("luksFormat --type luks1 --pbkdf-force-iterations 1000 --hash sha1 --cipher aes-cbc-essiv:sha256 --key-size 256")]
    [InlineData("luksFormat --type luks1 --pbkdf-force-iterations 1000")]
    public async Task The_dump_has_all_that_luksDump_prints(string how)
    {
        var cryptsetup = OutsideTool.Require("cryptsetup");
        using var folder = new TempFolder();
        string path = folder.Write("container", new byte[20 << 20]), key = folder.Write("key", "p"u8);
        OutsideTool.Run(cryptsetup, [.. how.Split(' '), "--batch-mode", "--key-file", key, path]).MustSucceed();
        if (how.Contains("luks2", StringComparison.Ordinal))
        {
            OutsideTool.Run(cryptsetup, ["token", "import", path], input: """{"type":"vault","keyslots":["0"]}""").MustSucceed();
            OutsideTool.Run(cryptsetup, ["config", "--key-slot", "0", "--priority", "prefer", path]).MustSucceed();
        }

        using var file = FileImageSource.Open(path);
        var description = await LuksContainer.InspectAsync(file, Ct);
        var ours = description.ToString();
        var facts = LuksDump.Facts(OutsideTool.Run(cryptsetup, ["luksDump", path]).MustSucceed().Output).ToList();
        facts.Should().HaveCountGreaterThan(12);
        foreach (var (name, value) in facts)
        {
            ours.Should().Contain(value, $"luksDump prints it as '{name}'");
        }

        description.ToJson().Should().Contain(description.Digests[0].Value).And.Contain(description.Keyslots[0].Salt).And.Contain(description.Uuid);
    }

    [Fact]
    public async Task Json_has_every_keyslot_and_both_header_copies()
    {
        var json = JsonNode.Parse((await LuksContainer.InspectAsync(new MemoryImageSource(await HeaderForge.Luks2Async()), Ct)).ToJson())!;
        json["version"]!.GetValue<string>().Should().Be("Luks2");
        json["keyslots"]![0]!["kdf"]!.GetValue<string>().Should().Be("pbkdf2");
        json["keyslots"]![0]!["offset"]!.GetValue<long>().Should().Be(32768);
        json["headerCopies"]!.AsArray().Should().HaveCount(2);
        json["digests"]![0]!["iterations"]!.GetValue<int>().Should().Be(1000);
        json["canRepair"]!.GetValue<bool>().Should().BeFalse("both copies are good");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task A_damaged_copy_is_named_and_repaired_from_the_other(int copy)
    {
        using var folder = new TempFolder();
        using var passphrase = LuksWorld.Passphrase(HeaderForge.Right);
        var container = await HeaderForge.Luks2Async();
        container[copy * 16384 + 5000] ^= 1;
        var path = folder.Write("container", container);
        using (var keyslots = LuksKeyslots.Open(path))
        {
            (await keyslots.RepairAsync(Ct)).Should().BeTrue();
            (await keyslots.RepairAsync(Ct)).Should().BeFalse("both are good now");
        }

        var before = await LuksContainer.InspectAsync(new MemoryImageSource(container), Ct);
        before.HeaderCopies[copy].Problem.Should().Contain("checksum");
        before.HeaderCopies[1 - copy].Problem.Should().BeNull();
        before.CanRepair.Should().BeTrue();
        before.ToString().Should().Contain("Repair:").And.Contain("checksum");
        JsonNode.Parse(before.ToJson())!["canRepair"]!.GetValue<bool>().Should().BeTrue();
        var repaired = await File.ReadAllBytesAsync(path, Ct);
        (await LuksContainer.InspectAsync(new MemoryImageSource(repaired), Ct)).HeaderCopies.Should().OnlyContain(good => good.Problem == null);
        (await HeaderForge.VerdictAsync(repaired)).Should().BeNull();
        if (OutsideTool.Find("cryptsetup") is { } cryptsetup)
        {
            var key = folder.Write("key", System.Text.Encoding.ASCII.GetBytes(HeaderForge.Right));
            OutsideTool.Run(cryptsetup, ["open", "--test-passphrase", "--key-file", key, path]).MustSucceed();
            (await File.ReadAllBytesAsync(path, Ct)).AsSpan().SequenceEqual(repaired).Should().BeTrue("cryptsetup finds nothing left to repair");
        }
    }

    [Fact]
    public async Task Two_damaged_copies_are_both_told()
    {
        var container = await HeaderForge.Luks2Async();
        container[5000] ^= 1;
        container[16384 + 5000] ^= 1;
        (await FluentActions.Awaiting(() => LuksContainer.InspectAsync(new MemoryImageSource(container), Ct).AsTask()).Should().ThrowAsync<LuksException>())
            .Which.Message.Should().Contain("byte 0").And.Contain("byte 16,384").And.Contain("cannot repair");
    }

    [Fact]
    public async Task A_label_cannot_command_the_terminal()
    {
        var container = await HeaderForge.Luks2Async();
        HeaderForge.WriteText(container, 24, 48, "x\u001b[2Jy");
        HeaderForge.WriteText(container, 16384 + 24, 48, "x\u001b[2Jy");
        HeaderForge.Seal(container);
        (await LuksContainer.InspectAsync(new MemoryImageSource(container), Ct)).ToString().Should().Contain("x?[2Jy").And.NotContain("\u001b");
    }

    [Fact]
    public async Task A_container_in_the_middle_of_a_reencryption_is_described_but_not_opened()
    {
        var container = await HeaderForge.Luks2Async();
        HeaderForge.EditJson(container, root => root["config"]!["requirements"] = new JsonObject { ["mandatory"] = new JsonArray("online-reencrypt-v2") });
        (await LuksContainer.InspectAsync(new MemoryImageSource(container), Ct)).Unsupported.Should().Contain("online-reencrypt-v2").And.Contain("cryptsetup");
        (await HeaderForge.VerdictAsync(container)).Should().Be(LuksError.Unsupported);
    }

    [Fact]
    public async Task A_reencryption_that_cryptsetup_began_is_left_alone()
    {
        var cryptsetup = OutsideTool.Require("cryptsetup");
        using var folder = new TempFolder();
        using var passphrase = LuksWorld.Passphrase("p");
        var path = folder.Write("container", await LuksWorld.EncryptAsync(LuksWorld.Image(1 << 20), passphrase, RoundTripTests.Options("luks2-pbkdf2")));
        OutsideTool.Run(cryptsetup, ["reencrypt", "--init-only", "--batch-mode", "--key-file", folder.Write("key", "p"u8), "--pbkdf", "pbkdf2", "--pbkdf-force-iterations", "1000",
            "--force-offline-reencrypt", path]).MustSucceed();
        var begun = await File.ReadAllBytesAsync(path, Ct);
        (await LuksContainer.InspectAsync(new MemoryImageSource(begun), Ct)).Unsupported.Should().Contain("reencrypt");
        using var keyslots = LuksKeyslots.Open(path);
        foreach (var work in new Func<Task>[] { () => keyslots.RemoveAsync(0, Ct).AsTask(), () => keyslots.EraseAsync(Ct).AsTask(), () => keyslots.TestAsync(passphrase, cancellationToken: Ct).AsTask() })
        {
            (await FluentActions.Awaiting(work).Should().ThrowAsync<LuksException>()).Which.Reason.Should().Be(LuksError.Unsupported);
        }
    }

    [Theory]
    [InlineData(1, "ripemd160")]
    [InlineData(1, "cipher")]
    [InlineData(2, "cipher")]
    [InlineData(2, "ripemd160")]
    [InlineData(2, "sector")]
    public async Task What_is_valid_but_not_supported_is_described_and_the_reason_told(int version, string what)
    {
        var container = version == 1 ? await HeaderForge.Luks1Async() : await HeaderForge.Luks2Async();
        switch (version, what)
        {
            case (1, "ripemd160"):
                HeaderForge.WriteText(container, 72, 32, "ripemd160");
                break;
            case (1, _):
                HeaderForge.WriteText(container, 8, 32, "serpent");
                break;
            case (_, "cipher"):
                HeaderForge.EditJson(container, root => root["segments"]!["0"]!["encryption"] = "twofish-xts-plain64");
                break;
            case (_, "sector"):
                HeaderForge.EditJson(container, root => root["segments"]!["0"]!["sector_size"] = 8192);
                break;
            default:
                HeaderForge.EditJson(container, root =>
                {
                    root["digests"]!["0"]!["hash"] = "ripemd160";
                    root["digests"]!["0"]!["digest"] = Convert.ToBase64String(new byte[20]);
                });
                break;
        }

        var description = await LuksContainer.InspectAsync(new MemoryImageSource(container), Ct);
        description.Keyslots.Should().ContainSingle();
        description.Unsupported.Should().MatchRegex("ripemd160|serpent|twofish|8192");
        (await HeaderForge.VerdictAsync(container)).Should().Be(LuksError.Unsupported);
    }

    [Fact]
    public async Task A_fixed_size_of_the_data_is_told()
    {
        using var passphrase = LuksWorld.Passphrase(HeaderForge.Right);
        var container = await HeaderForge.Luks2Async();
        HeaderForge.EditJson(container, root => root["segments"]!["0"]!["size"] = "4096");
        await using var disk = await LuksContainer.OpenAsync(new MemoryImageSource(container), passphrase, cancellationToken: Ct);
        disk.Length.Should().Be(4096);
        disk.Warning.Should().Contain("4,096 bytes").And.Contain("cryptsetup before 2.7");
    }

    [Theory]
    [InlineData(3, 3, "primary")]
    [InlineData(3, 4, "secondary")]
    [InlineData(5, 4, "primary")]
    public async Task Of_two_good_copies_the_newer_counts_and_on_a_tie_the_primary(byte primary, byte secondary, string taken)
    {
        var container = await HeaderForge.Luks2Async();
        HeaderForge.WriteText(container, 24, 48, "primary");
        HeaderForge.WriteText(container, 16384 + 24, 48, "secondary");
        (container[23], container[16384 + 23]) = (primary, secondary);
        HeaderForge.Seal(container);
        var description = await LuksContainer.InspectAsync(new MemoryImageSource(container), Ct);
        description.Label.Should().Be(taken);
        (description.Warning is null).Should().Be(primary == secondary);
        (await HeaderForge.VerdictAsync(container)).Should().BeNull();
    }
}
