using System.Text.Json.Nodes;
using IBMCloud.Luks.Tests.Hostile;
using IBMCloud.Primitives;

namespace IBMCloud.Luks.Tests.Containers;

public sealed class InspectTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("luks2-pbkdf2")]
    [InlineData("luks1")]
    public async Task The_dump_has_the_facts_of_luksDump(string shape)
    {
        var cryptsetup = OutsideTool.Require("cryptsetup");
        using var passphrase = LuksWorld.Passphrase("p");
        using var folder = new TempFolder();
        var container = await LuksWorld.EncryptAsync(LuksWorld.Image(512), passphrase, RoundTripTests.Options(shape));
        var description = await LuksContainer.InspectAsync(new MemoryImageSource(container), Ct);
        var theirs = OutsideTool.Run(cryptsetup, ["luksDump", folder.Write("container", container)]).MustSucceed().Output;
        var ours = description.ToString();
        theirs.Should().Contain(description.Uuid);
        ours.Should().Contain(description.Uuid).And.Contain("1000 iterations").And.Contain("512 bits");
        if (shape != "luks1")
        {
            theirs.Should().Contain("a label").And.Contain("16777216 [bytes]").And.Contain("Epoch:").And.Contain($"{description.SequenceId}");
            ours.Should().Contain("a label").And.Contain("16777216 bytes").And.Contain("Epoch:").And.Contain("aes-xts-plain64");
        }
        else
        {
            theirs.Should().Contain("8192");
            ours.Should().Contain("4194304 bytes");
        }
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
