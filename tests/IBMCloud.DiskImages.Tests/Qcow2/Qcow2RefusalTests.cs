using System.Buffers.Binary;

namespace IBMCloud.DiskImages.Tests.Qcow2;

public sealed class Qcow2RefusalTests
{
    [Fact]
    public async Task A_backing_file_is_refused_by_its_name()
    {
        using var folder = new TempFolder();
        QemuImg.Run("create", "-f", "qcow2", folder["golden.qcow2"], "1M");
        QemuImg.Run("create", "-f", "qcow2", "-b", folder["golden.qcow2"], "-F", "qcow2", folder["x.qcow2"]);

        var refusal = await TestDisk.RefusalOf(File.ReadAllBytes(folder["x.qcow2"]));

        refusal.Reason.Should().Be(DiskImageError.NeedsParent);
        refusal.Message.Should().Contain("golden.qcow2").And.Contain("qemu-img convert");
    }

    [Fact]
    public async Task An_external_data_file_is_refused()
    {
        using var folder = new TempFolder();
        QemuImg.Run("create", "-f", "qcow2", "-o", $"data_file={folder["data.raw"]}", folder["x.qcow2"], "1M");

        var refusal = await TestDisk.RefusalOf(File.ReadAllBytes(folder["x.qcow2"]));

        refusal.Reason.Should().Be(DiskImageError.NeedsParent);
        refusal.Message.Should().Contain("external data file");
    }

    [Fact]
    public async Task Extended_L2_entries_are_refused_by_name()
    {
        using var folder = new TempFolder();
        QemuImg.Run("create", "-f", "qcow2", "-o", "extended_l2=on", folder["x.qcow2"], "1M");

        (await TestDisk.RefusalOf(File.ReadAllBytes(folder["x.qcow2"]))).Message.Should().Contain("subclusters");
    }

    [Fact]
    public async Task The_old_AES_method_is_refused_by_name()
    {
        var file = await PlainFile();
        BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(32), 1);

        var refusal = await TestDisk.RefusalOf(file);

        refusal.Reason.Should().Be(DiskImageError.Unsupported);
        refusal.Message.Should().Contain("old AES");
    }

    [Theory]
    [InlineData(2, DiskImageError.Corrupt)]
    [InlineData(1UL << 40, DiskImageError.Unsupported)]
    public async Task Features_that_change_the_meaning_are_refused(ulong feature, DiskImageError reason)
    {
        var file = await PlainFile();
        BinaryPrimitives.WriteUInt64BigEndian(file.AsSpan(72), feature);

        (await TestDisk.RefusalOf(file)).Reason.Should().Be(reason);
    }

    [Theory]
    [InlineData(20, 8u, DiskImageError.Corrupt)]
    [InlineData(20, 22u, DiskImageError.Corrupt)]
    [InlineData(20, uint.MaxValue, DiskImageError.Corrupt)]
    [InlineData(28, 513u, DiskImageError.Corrupt)]
    [InlineData(24, 0x00FF_FFFFu, DiskImageError.Corrupt)]
    [InlineData(36, 0u, DiskImageError.Corrupt)]
    [InlineData(36, uint.MaxValue, DiskImageError.LimitExceeded)]
    [InlineData(36, 1u << 20, DiskImageError.Truncated)]
    [InlineData(44, 12u, DiskImageError.Corrupt)]
    [InlineData(100, 0xFFFF_FFF8u, DiskImageError.Corrupt)]
    public async Task A_header_that_cannot_be_is_refused(int offset, uint value, DiskImageError reason)
    {
        var file = await PlainFile();
        BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(offset), value);

        (await TestDisk.RefusalOf(file)).Reason.Should().Be(reason);
    }

    [Fact]
    public async Task A_file_that_lost_its_end_fails_when_the_lost_part_is_read()
    {
        var file = await PlainFile();
        using var image = await TestDisk.OpenAsync(file[..(file.Length / 2)]);

        var read = () => image.ReadAllAsync();

        (await read.Should().ThrowAsync<DiskImageException>()).Which.Reason.Should().Be(DiskImageError.Truncated);
    }

    private static async Task<byte[]> PlainFile()
    {
        using var folder = new TempFolder();
        return await File.ReadAllBytesAsync(QemuImg.Convert(folder, TestDisk.Bytes(1 << 20), "qcow2"), TestContext.Current.CancellationToken);
    }
}
