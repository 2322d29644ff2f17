using IBMCloud.Luks.Tests.Containers;
using IBMCloud.Primitives;

namespace IBMCloud.Luks.Tests.Keyslots;

public sealed class KeyslotTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly SecretBytes _first = LuksWorld.Passphrase("first");
    private readonly SecretBytes _second = LuksWorld.Passphrase("second");
    private readonly LuksKeyslotOptions _cheap = new() { Kdf = LuksWorld.CheapPbkdf2 };
    private readonly byte[] _image = LuksWorld.Image(4096);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _first.Dispose();
        _second.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("luks2")]
    [InlineData("luks1")]
    public async Task An_added_passphrase_opens_the_same_disk_and_a_removed_one_does_not(string shape)
    {
        var path = await ContainerAsync(shape);
        using (var keyslots = LuksKeyslots.Open(path))
        {
            (await keyslots.AddAsync(_first, _second, _cheap, Ct)).Should().Be(1);
            (await keyslots.ListAsync(Ct)).Select(slot => slot.Number).Should().Equal(0, 1);
            (await keyslots.TestAsync(_second, cancellationToken: Ct)).Should().Be(1);
            await keyslots.RemoveAsync(0, Ct);
        }

        var container = await File.ReadAllBytesAsync(path, Ct);
        (await LuksWorld.DecryptAsync(container, _second)).Should().Equal(_image);
        await ThrowsAsync(LuksError.WrongPassphrase, () => LuksWorld.DecryptAsync(container, _first));
    }

    [Theory]
    [InlineData("luks2")]
    [InlineData("luks1")]
    public async Task A_removed_keyslot_leaves_none_of_its_material_in_the_file(string shape)
    {
        var path = await ContainerAsync(shape);
        using var keyslots = LuksKeyslots.Open(path);
        await keyslots.AddAsync(_first, _second, _cheap, Ct);
        keyslots.Dispose();
        var before = await File.ReadAllBytesAsync(path, Ct);
        using var again = LuksKeyslots.Open(path);
        await again.RemoveAsync(0, Ct);
        again.Dispose();
        var after = await File.ReadAllBytesAsync(path, Ct);
        var area = shape == "luks2" ? 32768 : 4096;
        for (var at = area; at < area + 256_000; at += 16)
        {
            after.AsSpan(at, 16).SequenceEqual(before.AsSpan(at, 16)).Should().BeFalse($"the material at byte {at} is overwritten");
        }
    }

    [Theory]
    [InlineData("luks2", 0)]
    [InlineData("luks1", 1)]
    public async Task A_changed_passphrase_replaces_the_old_one(string shape, int slot)
    {
        var path = await ContainerAsync(shape);
        using (var keyslots = LuksKeyslots.Open(path))
        {
            (await keyslots.ChangeAsync(_first, _second, _cheap, Ct)).Should().Be(slot);
            (await keyslots.ListAsync(Ct)).Should().ContainSingle();
        }

        var container = await File.ReadAllBytesAsync(path, Ct);
        (await LuksWorld.DecryptAsync(container, _second)).Should().Equal(_image);
        await ThrowsAsync(LuksError.WrongPassphrase, () => LuksWorld.DecryptAsync(container, _first));
    }

    [Theory]
    [InlineData("luks2")]
    [InlineData("luks1")]
    public async Task The_last_keyslot_cannot_be_removed_but_all_can_be_erased(string shape)
    {
        var path = await ContainerAsync(shape);
        using var keyslots = LuksKeyslots.Open(path);
        await ThrowsAsync(LuksError.LastKeyslot, () => keyslots.RemoveAsync(0, Ct).AsTask());
        await ThrowsAsync(LuksError.WrongKeyslot, () => keyslots.RemoveAsync(5, Ct).AsTask());
        await keyslots.EraseAsync(Ct);
        (await keyslots.ListAsync(Ct)).Should().BeEmpty();
        (await ThrowsAsync(LuksError.WrongPassphrase, () => keyslots.TestAsync(_first, cancellationToken: Ct).AsTask())).Message.Should().Contain("backup");
    }

    [Theory]
    [InlineData("luks2", 32)]
    [InlineData("luks1-aes128", 8)]
    public async Task Every_keyslot_can_be_used_and_one_more_is_refused(string shape, int slots)
    {
        var path = await ContainerAsync(shape);
        using var keyslots = LuksKeyslots.Open(path);
        for (var slot = 1; slot < slots; slot++)
        {
            (await keyslots.AddAsync(_first, _second, _cheap, Ct)).Should().Be(slot);
        }

        await ThrowsAsync(LuksError.NoFreeKeyslot, () => keyslots.AddAsync(_first, _second, _cheap, Ct).AsTask());
        (await keyslots.TestAsync(_second, new LuksOpenOptions { Keyslot = slots - 1 }, Ct)).Should().Be(slots - 1);
    }

    [Fact]
    public async Task A_tight_container_says_that_it_has_no_room_and_stays_as_it_was()
    {
        var options = new LuksFormatOptions { Kdf = LuksWorld.CheapArgon2, PayloadOffset = 32768 + 258_048 };
        var path = _folder.Write("tight", await LuksWorld.EncryptAsync(_image, _first, options));
        var before = await File.ReadAllBytesAsync(path, Ct);
        using (var keyslots = LuksKeyslots.Open(path))
        {
            await ThrowsAsync(LuksError.NoFreeKeyslot, () => keyslots.AddAsync(_first, _second, _cheap, Ct).AsTask());
        }

        (await File.ReadAllBytesAsync(path, Ct)).AsSpan().SequenceEqual(before).Should().BeTrue();
    }

    [Fact]
    public async Task A_keyslot_of_priority_0_opens_only_when_it_is_named()
    {
        var path = await ContainerAsync("luks2");
        using var keyslots = LuksKeyslots.Open(path);
        await keyslots.AddAsync(_first, _second, new LuksKeyslotOptions { Kdf = LuksWorld.CheapPbkdf2, Keyslot = 7, Priority = 0 }, Ct);
        await ThrowsAsync(LuksError.WrongPassphrase, () => keyslots.TestAsync(_second, cancellationToken: Ct).AsTask());
        (await keyslots.TestAsync(_second, new LuksOpenOptions { Keyslot = 7 }, Ct)).Should().Be(7);
    }

    [Fact]
    public async Task Preferred_keyslots_are_tried_first_and_the_others_in_the_order_of_the_header()
    {
        var container = await Hostile.HeaderForge.Luks2Async();
        const int area = 131_072;
        container.AsSpan(32_768, area).CopyTo(container.AsSpan(32_768 + area));
        Hostile.HeaderForge.EditJson(container, root =>
        {
            var slots = root["keyslots"]!.AsObject();
            var zero = slots["0"]!.DeepClone();
            slots.Remove("0");
            slots["1"] = zero.DeepClone();
            slots["1"]!["area"]!["offset"] = $"{32_768 + area}";
            slots["0"] = zero;
            root["digests"]!["0"]!["keyslots"] = new System.Text.Json.Nodes.JsonArray("0", "1");
        });
        (await OpeningSlotAsync(container)).Should().Be(1, "it stands first in the header");
        Hostile.HeaderForge.EditJson(container, root => root["keyslots"]!["0"]!["priority"] = 2);
        (await OpeningSlotAsync(container)).Should().Be(0, "it is preferred");

        static async Task<int> OpeningSlotAsync(byte[] container)
        {
            using var passphrase = LuksWorld.Passphrase(Hostile.HeaderForge.Right);
            await using var disk = await LuksContainer.OpenAsync(new MemoryImageSource(container), passphrase, cancellationToken: Ct);
            return disk.Keyslot;
        }
    }

    [Theory]
    [InlineData("luks2")]
    [InlineData("luks1")]
    public async Task A_header_backup_brings_an_erased_container_back(string shape)
    {
        var path = await ContainerAsync(shape);
        var container = await File.ReadAllBytesAsync(path, Ct);
        await LuksHeaderBackup.CreateAsync(new MemoryImageSource(container), _folder["backup"], Ct);
        using (var keyslots = LuksKeyslots.Open(path))
        {
            await keyslots.EraseAsync(Ct);
        }

        using (var backup = FileImageSource.Open(_folder["backup"]))
        {
            await LuksHeaderBackup.RestoreAsync(path, backup, cancellationToken: Ct);
        }

        (await File.ReadAllBytesAsync(path, Ct)).AsSpan().SequenceEqual(container).Should().BeTrue();
    }

    [Fact]
    public async Task A_backup_of_another_container_is_refused_unless_it_is_meant()
    {
        var path = await ContainerAsync("luks2");
        var other = new MemoryImageSource(await LuksWorld.EncryptAsync(_image, _second, RoundTripTests.Options("luks2")));
        await ThrowsAsync(LuksError.LayoutMismatch, () => LuksHeaderBackup.RestoreAsync(path, other, cancellationToken: Ct).AsTask());
        await LuksHeaderBackup.RestoreAsync(path, other, evenAnother: true, Ct);
        using var keyslots = LuksKeyslots.Open(path);
        (await keyslots.TestAsync(_second, cancellationToken: Ct)).Should().Be(0);
    }

    [Theory]
    [InlineData("luks2")]
    [InlineData("luks1")]
    public async Task A_layout_takes_a_new_passphrase_and_its_data_stay_the_same(string shape)
    {
        using var source = new MemoryImageSource(_image);
        var layout = await LuksImage.PrepareAsync(source, _first, RoundTripTests.Options(shape), Ct);
        var rekeyed = LuksLayout.FromJson((await layout.RekeyAsync(_first, _second, _cheap, Ct)).ToJson());
        await using var before = await LuksImage.OpenAsync(source, layout, _first, Ct);
        await using var after = await LuksImage.OpenAsync(source, rekeyed, _second, Ct);
        byte[] one = new byte[before.Length], other = new byte[after.Length];
        before.Read(0, one);
        after.Read(0, other);
        other.AsSpan((int)layout.PayloadOffset).SequenceEqual(one.AsSpan((int)layout.PayloadOffset)).Should().BeTrue("the volume key is the same");
        rekeyed.HeaderDigest.Should().NotBe(layout.HeaderDigest);
        await ThrowsAsync(LuksError.WrongPassphrase, () => LuksWorld.DecryptAsync(other, _first));
        (await LuksWorld.DecryptAsync(other, _second)).Should().Equal(_image);
    }

    [Theory]
    [InlineData("luks2")]
    [InlineData("luks1")]
    public async Task Keyslots_of_a_layout_are_added_tested_listed_removed_and_erased(string shape)
    {
        using var source = new MemoryImageSource(_image);
        var layout = await LuksImage.PrepareAsync(source, _first, RoundTripTests.Options(shape), Ct);
        var before = layout.ToJson();
        var both = LuksLayout.FromJson((await layout.WithKeyslotsAsync(async keyslots =>
        {
            (await keyslots.AddAsync(_first, _second, _cheap, Ct)).Should().Be(1);
            (await keyslots.TestAsync(_second, cancellationToken: Ct)).Should().Be(1);
        })).ToJson());
        (await LuksContainer.InspectAsync(both.OpenHeader(), Ct)).Keyslots.Should().HaveCount(2);
        var one = await both.WithKeyslotsAsync(keyslots => keyslots.RemoveAsync(0, Ct));
        one.ToJson().Length.Should().BeLessThan(400_000, "what was removed takes no room");
        await ThrowsAsync(LuksError.WrongPassphrase, () => LuksImage.OpenAsync(source, one, _first, Ct).AsTask());
        await using var view = await LuksImage.OpenAsync(source, one, _second, Ct);
        await using var disk = await LuksContainer.OpenAsync(view, _second, cancellationToken: Ct);
        var plain = new byte[_image.Length];
        disk.Read(0, plain);
        plain.Should().Equal(_image);
        var none = await one.WithKeyslotsAsync(keyslots => keyslots.EraseAsync(Ct));
        none.ToJson().Length.Should().BeLessThan(50_000);
        await ThrowsAsync(LuksError.WrongPassphrase, () => LuksImage.OpenAsync(source, none, _second, Ct).AsTask());
        layout.ToJson().Should().Be(before, "a layout does not change");
    }

    [Fact]
    public async Task A_sequence_id_that_cannot_be_raised_stops_the_work_and_the_container_still_opens()
    {
        var path = await ContainerAsync("luks2-tight");
        var container = await File.ReadAllBytesAsync(path, Ct);
        container.AsSpan(16, 8).Fill(0xFF);
        container.AsSpan(16384 + 16, 8).Fill(0xFF);
        Hostile.HeaderForge.Seal(container);
        await File.WriteAllBytesAsync(path, container, Ct);
        using (var keyslots = LuksKeyslots.Open(path))
        {
            await ThrowsAsync(LuksError.Unsupported, () => keyslots.AddAsync(_first, _second, _cheap, Ct).AsTask());
        }

        (await LuksWorld.DecryptAsync(await File.ReadAllBytesAsync(path, Ct), _first)).Should().Equal(_image);
    }

    private static async Task<LuksException> ThrowsAsync(LuksError reason, Func<Task> work)
    {
        var thrown = (await FluentActions.Awaiting(work).Should().ThrowAsync<LuksException>()).Which;
        thrown.Reason.Should().Be(reason);
        return thrown;
    }

    private async Task<string> ContainerAsync(string shape) => _folder.Write("container", await LuksWorld.EncryptAsync(_image, _first, RoundTripTests.Options(shape)));
}
