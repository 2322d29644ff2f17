using IBMCloud.Primitives;

namespace IBMCloud.Luks.Tests.Containers;

/// <summary>The real cryptsetup and qemu-img judge what is written; what cryptsetup writes is read.</summary>
public sealed class CryptsetupTests : IDisposable
{
    private const string Passphrase = "kJ+/aZq0c29tZSBrZXkgb2YgMzIgYnl0ZXMsIGJhc2U2NA==";
    private readonly TempFolder _folder = new();
    private readonly SecretBytes _passphrase = LuksWorld.Passphrase(Passphrase);
    private readonly byte[] _image = LuksWorld.Image(1 << 20);

    public void Dispose()
    {
        _passphrase.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [MemberData(nameof(RoundTripTests.Shapes), MemberType = typeof(RoundTripTests))]
    public async Task Cryptsetup_dumps_opens_and_agrees_on_the_volume_key(string shape)
    {
        var cryptsetup = OutsideTool.Require("cryptsetup");
        var container = await LuksWorld.EncryptAsync(_image, _passphrase, RoundTripTests.Options(shape));
        var path = _folder.Write("container", container);
        var key = _folder.Write("key", System.Text.Encoding.ASCII.GetBytes(Passphrase));

        OutsideTool.Run(cryptsetup, ["luksDump", path]).MustSucceed();
        OutsideTool.Run(cryptsetup, ["open", "--test-passphrase", "--key-file", key, path]).MustSucceed();
        OutsideTool.Run(cryptsetup, ["luksDump", path, "--dump-volume-key", "--batch-mode", "--key-file", key, "--volume-key-file", _folder["volume-key"]]).MustSucceed();
        var volumeKey = await File.ReadAllBytesAsync(_folder["volume-key"], TestContext.Current.CancellationToken);

        // The header was not repaired behind our back: cryptsetup found nothing to repair.
        (await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken)).AsSpan().SequenceEqual(container).Should().BeTrue();
        var options = RoundTripTests.Options(shape);
        using var xts = new XtsCipher(volumeKey, options.SectorSize);
        var payload = container.AsSpan(container.Length - _image.Length);
        var plain = new byte[_image.Length];
        xts.Decrypt(0, payload, plain);
        plain.AsSpan().SequenceEqual(_image).Should().BeTrue("the key that cryptsetup dumps decrypts the data");
    }

    [Theory]
    [InlineData("luks2")]
    [InlineData("luks2-4096")]
    [InlineData("luks2-sha512")]
    [InlineData("luks2-tight")]
    public async Task A_secondary_header_of_ours_is_good_enough_for_repair(string shape)
    {
        var cryptsetup = OutsideTool.Require("cryptsetup");
        var good = await LuksWorld.EncryptAsync(_image, _passphrase, RoundTripTests.Options(shape));
        byte[] container = [.. good];
        container.AsSpan(0, 4096).Clear();
        var path = _folder.Write("container", container);
        var key = _folder.Write("key", System.Text.Encoding.ASCII.GetBytes(Passphrase));
        OutsideTool.Run(cryptsetup, ["open", "--test-passphrase", "--key-file", key, path]).MustSucceed();
        var repaired = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        (await LuksContainer.InspectAsync(new MemoryImageSource(repaired), TestContext.Current.CancellationToken)).Warning.Should().BeNull("cryptsetup wrote the primary anew from it");
        (await LuksWorld.DecryptAsync(repaired, _passphrase)).AsSpan(0, _image.Length).SequenceEqual(_image).Should().BeTrue();
    }

    [Theory]
    [InlineData("--type luks2 --pbkdf argon2id --pbkdf-force-iterations 4 --pbkdf-memory 64 --pbkdf-parallel 2")]
    [InlineData("--type luks2 --pbkdf argon2i --pbkdf-force-iterations 4 --pbkdf-memory 64 --sector-size 4096")]
    [InlineData("--type luks2 --pbkdf pbkdf2 --pbkdf-force-iterations 1000 --hash sha512 --sector-size 512 --label x --subsystem y")]
    [InlineData("--type luks2 --pbkdf pbkdf2 --pbkdf-force-iterations 1000 --luks2-metadata-size 64k --luks2-keyslots-size 1m")]
    [InlineData("--type luks2 --pbkdf pbkdf2 --pbkdf-force-iterations 1000 --cipher aes-cbc-essiv:sha256 --key-size 256")]
    [InlineData("--type luks2 --pbkdf pbkdf2 --pbkdf-force-iterations 1000 --cipher aes-cbc-plain64 --key-size 128")]
    [InlineData("--type luks2 --pbkdf pbkdf2 --pbkdf-force-iterations 1000 --key-size 256 --keyslot-cipher aes-cbc-essiv:sha256 --keyslot-key-size 192")]
    [InlineData("--type luks2 --pbkdf pbkdf2 --pbkdf-force-iterations 1000 --cipher aes-xts-plain --hash sha1 --sector-size 512")]
    [InlineData("--type luks2 --pbkdf pbkdf2 --pbkdf-force-iterations 1000 --cipher aes-cbc-plain --key-size 192")]
    [InlineData("--type luks2 --pbkdf pbkdf2 --pbkdf-force-iterations 1000 --luks2-metadata-size 16k --luks2-keyslots-size 512k")]
    [InlineData("--type luks2 --pbkdf pbkdf2 --pbkdf-force-iterations 1000 --luks2-metadata-size 32k --luks2-keyslots-size 512k")]
    [InlineData("--type luks2 --pbkdf pbkdf2 --pbkdf-force-iterations 1000 --luks2-metadata-size 128k --luks2-keyslots-size 512k")]
    [InlineData("--type luks2 --pbkdf pbkdf2 --pbkdf-force-iterations 1000 --luks2-metadata-size 256k --luks2-keyslots-size 512k")]
    [InlineData("--type luks2 --pbkdf pbkdf2 --pbkdf-force-iterations 1000 --luks2-metadata-size 512k --luks2-keyslots-size 512k")]
    [InlineData("--type luks2 --pbkdf pbkdf2 --pbkdf-force-iterations 1000 --luks2-metadata-size 1m --luks2-keyslots-size 512k")]
    [InlineData("--type luks2 --pbkdf pbkdf2 --pbkdf-force-iterations 1000 --luks2-metadata-size 2m --luks2-keyslots-size 512k")]
    [InlineData("--type luks2 --pbkdf pbkdf2 --pbkdf-force-iterations 1000 --luks2-metadata-size 4m --luks2-keyslots-size 512k")]
    [InlineData("--type luks1 --pbkdf-force-iterations 1000")]
    [InlineData("--type luks1 --pbkdf-force-iterations 1000 --hash sha384")]
    [InlineData("--type luks1 --pbkdf-force-iterations 1000 --hash sha1 --key-size 256")]
    [InlineData("--type luks1 --pbkdf-force-iterations 1000 --cipher aes-cbc-essiv:sha256 --key-size 256")]
    public async Task What_cryptsetup_makes_opens(string how)
    {
        var cryptsetup = OutsideTool.Require("cryptsetup");
        var path = _folder.Write("container", new byte[20 << 20]);
        var key = _folder.Write("key", System.Text.Encoding.ASCII.GetBytes(Passphrase));
        OutsideTool.Run(cryptsetup, ["luksFormat", "--batch-mode", "--key-file", key, .. how.Split(' '), path]).MustSucceed();
        using var file = FileImageSource.Open(path);
        await using var container = await LuksContainer.OpenAsync(file, _passphrase, cancellationToken: TestContext.Current.CancellationToken);
        container.Length.Should().BeInRange(1 << 20, 20 << 20);

        // Nobody can map it without privileges here, but both sides must agree on the volume key: write with cryptsetup's key, read with ours.
        OutsideTool.Run(cryptsetup, ["luksDump", path, "--dump-volume-key", "--batch-mode", "--key-file", key, "--volume-key-file", _folder["volume-key"]]).MustSucceed();
        var volumeKey = await File.ReadAllBytesAsync(_folder["volume-key"], TestContext.Current.CancellationToken);
        var description = await LuksContainer.InspectAsync(file, TestContext.Current.CancellationToken);
        using var cipher = SectorCipher.Create(description.Cipher, volumeKey, description.SectorSize);
        byte[] raw = new byte[8192], expected = new byte[8192], actual = new byte[8192];
        file.Read(description.PayloadOffset, raw);
        cipher.Decrypt(0, raw, expected);
        container.Read(0, actual);
        actual.Should().Equal(expected);
    }

    /// <summary>The two whole containers that the corpus of one-fault headers has beside the faults.</summary>
    [Theory]
    [InlineData("luks2-from-luks1")]
    [InlineData("luks2-keyslot-cbc")]
    public async Task An_odd_container_of_cryptsetups_opens(string name)
    {
        var cryptsetup = OutsideTool.Require("cryptsetup");
        var path = _folder.Write("container", new byte[20 << 20]);
        var key = _folder.Write("key", System.Text.Encoding.ASCII.GetBytes(Passphrase));
        string[][] steps = name == "luks2-keyslot-cbc"
            ? [["luksFormat", "--type", "luks2", "--pbkdf", "pbkdf2", "--pbkdf-force-iterations", "1000", "--key-size", "256", "--keyslot-cipher", "aes-cbc-essiv:sha256", "--keyslot-key-size", "192", "--key-file", key, path]]
            : [["luksFormat", "--type", "luks1", "--pbkdf-force-iterations", "1000", "--key-file", key, path], ["convert", "--type", "luks2", path]];
        foreach (var step in steps)
        {
            OutsideTool.Run(cryptsetup, [step[0], "--batch-mode", .. step[1..]]).MustSucceed();
        }

        using var file = FileImageSource.Open(path);
        var description = await LuksContainer.InspectAsync(file, TestContext.Current.CancellationToken);
        var slot = description.Keyslots.Should().ContainSingle().Which;
        (slot.KeySize, slot.CipherKeySize, description.Digests[0].Value.Length / 2, description.PayloadOffset).Should().Be(
            name == "luks2-keyslot-cbc" ? (32, 24, 32, 16L << 20) : (64, 64, 20, 2L << 20));
        await using var disk = await LuksContainer.OpenAsync(file, _passphrase, cancellationToken: TestContext.Current.CancellationToken);
        disk.Length.Should().Be((20L << 20) - description.PayloadOffset);
    }

    [Fact]
    public async Task A_container_that_cryptsetup_converted_from_luks1_opens()
    {
        var cryptsetup = OutsideTool.Require("cryptsetup");
        var path = _folder.Write("container", await LuksWorld.EncryptAsync(_image, _passphrase, RoundTripTests.Options("luks1")));
        OutsideTool.Run(cryptsetup, ["convert", "--batch-mode", "--type", "luks2", path]).MustSucceed();
        var converted = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        (await LuksContainer.InspectAsync(new MemoryImageSource(converted), TestContext.Current.CancellationToken)).Version.Should().Be(LuksVersion.Luks2);
        (await LuksWorld.DecryptAsync(converted, _passphrase)).AsSpan().SequenceEqual(_image).Should().BeTrue();
    }

    [Theory]
    [InlineData("luks2")]
    [InlineData("luks1")]
    public async Task A_detached_header_of_cryptsetup_opens_its_data(string type)
    {
        var cryptsetup = OutsideTool.Require("cryptsetup");
        var key = _folder.Write("key", System.Text.Encoding.ASCII.GetBytes(Passphrase));
        var data = _folder.Write("data", _image);
        OutsideTool.Run(cryptsetup, [
            "luksFormat", "--batch-mode", "--type", type, "--pbkdf", "pbkdf2", "--pbkdf-force-iterations", "1000", "--key-file", key, "--header", _folder["header"], "--offset", "0", data]).MustSucceed();
        using var header = FileImageSource.Open(_folder["header"]);
        using var file = FileImageSource.Open(data);
        await using var container = await LuksContainer.OpenAsync(file, _passphrase, new() { Header = header }, TestContext.Current.CancellationToken);
        container.Length.Should().Be(_image.Length);
        (await FluentActions.Awaiting(() => LuksContainer.OpenAsync(header, _passphrase, cancellationToken: TestContext.Current.CancellationToken).AsTask()).Should().ThrowAsync<LuksException>())
            .Which.Message.Should().Contain("detached");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_detached_header_of_ours_opens_with_cryptsetup(int version)
    {
        var cryptsetup = OutsideTool.Require("cryptsetup");
        var key = _folder.Write("key", System.Text.Encoding.ASCII.GetBytes(Passphrase));
        using var source = new MemoryImageSource(_image);
        var options = new LuksFormatOptions { Version = (LuksVersion)version, DetachedHeader = true, Kdf = LuksWorld.CheapPbkdf2 };
        var layout = LuksLayout.FromJson((await LuksImage.PrepareAsync(source, _passphrase, options, TestContext.Current.CancellationToken)).ToJson());
        await using var view = await LuksImage.OpenAsync(source, layout, _passphrase, TestContext.Current.CancellationToken);
        view.Length.Should().Be(_image.Length, "the data alone are in the container");
        await ImageFileWriter.WriteAsync(view, _folder["data"], cancellationToken: TestContext.Current.CancellationToken);
        await ImageFileWriter.WriteAsync(layout.OpenHeader(), _folder["header"], cancellationToken: TestContext.Current.CancellationToken);

        OutsideTool.Run(cryptsetup, ["open", "--test-passphrase", "--key-file", key, "--header", _folder["header"], _folder["data"]]).MustSucceed();
        OutsideTool.Run(cryptsetup, ["luksDump", _folder["header"], "--dump-volume-key", "--batch-mode", "--key-file", key, "--volume-key-file", _folder["volume-key"]]).MustSucceed();
        using var xts = new XtsCipher(await File.ReadAllBytesAsync(_folder["volume-key"], TestContext.Current.CancellationToken));
        var plain = await File.ReadAllBytesAsync(_folder["data"], TestContext.Current.CancellationToken);
        xts.Decrypt(0, plain, plain);
        plain.AsSpan().SequenceEqual(_image).Should().BeTrue();

        using FileImageSource header = FileImageSource.Open(_folder["header"]), data = FileImageSource.Open(_folder["data"]);
        await using var container = await LuksContainer.OpenAsync(data, _passphrase, new() { Header = header }, TestContext.Current.CancellationToken);
        container.Read(0, plain);
        plain.AsSpan().SequenceEqual(_image).Should().BeTrue();
    }

    [Theory]
    [InlineData("luks1")]
    [InlineData("luks1-sha512")]
    [InlineData("luks1-aes128")]
    public async Task Qemu_reads_the_luks1_container_as_the_same_disk(string shape)
    {
        var qemu = OutsideTool.Require("qemu-img");
        var path = _folder.Write("container", await LuksWorld.EncryptAsync(_image, _passphrase, RoundTripTests.Options(shape)));
        var plain = _folder.Write("plain", _image);
        var key = _folder.Write("key", System.Text.Encoding.ASCII.GetBytes(Passphrase));
        OutsideTool.Run(qemu, ["compare", "--object", $"secret,id=s0,file={key}", "--image-opts", $"driver=luks,key-secret=s0,file.filename={path}", $"driver=raw,file.filename={plain}"])
            .MustSucceed().Output.Should().Contain("identical");
    }
}
