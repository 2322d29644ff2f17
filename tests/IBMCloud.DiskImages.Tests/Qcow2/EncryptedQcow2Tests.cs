using System.Text.Json;
using IBMCloud.Primitives;

namespace IBMCloud.DiskImages.Tests.Qcow2;

public sealed class EncryptedQcow2Tests : IDisposable
{
    private const string Text = "a free text chosen by somebody";
    private readonly SecretBytes _passphrase = SecretBytes.CopyOf("a free text chosen by somebody"u8);
    private readonly EncryptedQcow2Options _options = new() { Iterations = 1000, ScanForZeroClusters = true };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static byte[] Disk() => TestDisk.Sparse((5 << 20) + 1536, (4096, 300_000), (3 << 20, 1 << 20), ((5 << 20) + 1024, 512));

    public void Dispose() => _passphrase.Dispose();

    [Fact]
    public async Task Qemu_img_finds_it_sound_encrypted_and_identical_with_the_disk()
    {
        using var folder = new TempFolder();
        var disk = Disk();
        var path = folder.Write("x.qcow2", await WriteAsync(disk));
        var raw = folder.Write("plain.raw", disk);
        var withSecret = $"driver=qcow2,encrypt.key-secret=s,file.filename={path}";
        string[] secret = ["--object", $"secret,id=s,data={Text}"];

        QemuImg.Run(["check", .. secret, "--image-opts", withSecret]).Should().Contain("No errors were found");
        QemuImg.Run(["compare", .. secret, "--image-opts", withSecret, $"driver=raw,file.filename={raw}"]).Should().Contain("identical");
        using var info = JsonDocument.Parse(QemuImg.Run("info", "--output=json", "-f", "qcow2", path));
        info.RootElement.GetProperty("encrypted").GetBoolean().Should().BeTrue();
        info.RootElement.GetProperty("virtual-size").GetInt64().Should().Be(disk.Length);
        var slots = info.RootElement.GetProperty("format-specific").GetProperty("data").GetProperty("encrypt").GetProperty("slots");
        slots.EnumerateArray().Count(slot => slot.GetProperty("active").GetBoolean()).Should().Be(1);
    }

    [Fact]
    public async Task It_opens_with_its_passphrase_and_no_other()
    {
        var disk = Disk();
        var file = await WriteAsync(disk);
        using var wrong = SecretBytes.CopyOf("a free text chosen by somebody\n"u8);

        using var image = await TestDisk.OpenAsync(file, new DiskImageOpenOptions { Key = _passphrase });

        (await image.ReadAllAsync()).Should().Equal(disk);
        (await TestDisk.RefusalOf(file, new DiskImageOpenOptions { Key = wrong })).Reason.Should().Be(DiskImageError.WrongKey);
    }

    [Fact]
    public async Task Same_layout_gives_the_same_bytes_on_another_machine_in_any_order()
    {
        var disk = Disk();
        var layout = await EncryptedQcow2Image.PrepareAsync(TestDisk.Source(disk), _passphrase, _options, Cancel);
        using var here = await EncryptedQcow2Image.OpenAsync(TestDisk.Source(disk), layout, _passphrase, Cancel);
        using var there = await EncryptedQcow2Image.OpenAsync(TestDisk.Source(disk), EncryptedQcow2Layout.FromJson(layout.ToJson()), _passphrase, Cancel);
        var whole = await here.ReadAllAsync();

        whole.Length.Should().Be((int)layout.Length);
        Parallel.For(0, 100, i =>
        {
            var random = new Random(i);
            var offset = random.Next(whole.Length);
            var part = new byte[random.Next(300_000)];
            var count = there.Read(offset, part);
            part.AsSpan(0, count).SequenceEqual(whole.AsSpan(offset, count)).Should().BeTrue($"offset {offset}, {count} bytes");
        });
    }

    [Fact]
    public async Task Clusters_of_zeros_are_absent_and_nothing_of_the_disk_is_in_the_clear()
    {
        var disk = Disk();
        var file = await WriteAsync(disk);

        file.Length.Should().BeLessThan((2 << 20) + 2_000_000, "the LUKS header takes 2 MiB, the data 1.3 MiB");
        file.AsSpan().IndexOf(disk.AsSpan(4096, 64)).Should().Be(-1);
        file.AsSpan().IndexOf(disk.AsSpan((3 << 20) + 512, 64)).Should().Be(-1);
    }

    [Fact]
    public async Task An_encrypted_source_is_refused()
    {
        var file = await WriteAsync(Disk());

        var again = () => WriteAsync(file);

        (await again.Should().ThrowAsync<DiskImageException>()).Which.Reason.Should().Be(DiskImageError.AlreadyEncrypted);
    }

    [Fact]
    public async Task A_layout_belongs_to_its_source_and_passphrase()
    {
        var layout = await EncryptedQcow2Image.PrepareAsync(TestDisk.Source(Disk()), _passphrase, _options, Cancel);
        using var other = SecretBytes.CopyOf("other"u8);

        var otherSource = async () => await EncryptedQcow2Image.OpenAsync(TestDisk.Source(new byte[512]), layout, _passphrase, Cancel);
        var otherKey = async () => await EncryptedQcow2Image.OpenAsync(TestDisk.Source(Disk()), layout, other, Cancel);

        (await otherSource.Should().ThrowAsync<DiskImageException>()).Which.Reason.Should().Be(DiskImageError.LayoutMismatch);
        (await otherKey.Should().ThrowAsync<DiskImageException>()).Which.Reason.Should().Be(DiskImageError.WrongKey);
    }

    [Fact]
    public async Task A_layout_that_was_changed_is_refused()
    {
        var json = (await EncryptedQcow2Image.PrepareAsync(TestDisk.Source(Disk()), _passphrase, _options, Cancel)).ToJson();

        foreach (var changed in (string[])[json.Replace("\"clusters\":[0,", "\"clusters\":[900000,", StringComparison.Ordinal), json.Replace("5244416", "512", StringComparison.Ordinal), "{}", ""])
        {
            changed.Should().NotBe(json);
            FluentActions.Invoking(() => EncryptedQcow2Layout.FromJson(changed)).Should().Throw<DiskImageException>().Which.Reason.Should().Be(DiskImageError.LayoutMismatch);
        }
    }

    private async Task<byte[]> WriteAsync(byte[] disk)
    {
        var source = TestDisk.Source(disk);
        var layout = await EncryptedQcow2Image.PrepareAsync(source, _passphrase, _options, Cancel);
        using var image = await EncryptedQcow2Image.OpenAsync(source, layout, _passphrase, Cancel);
        return await image.ReadAllAsync();
    }
}
