using System.Collections.Concurrent;

namespace IBMCloud.Primitives.Tests.Files;

public sealed class ImageFileWriterTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Target => _folder["image"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0, 1, 1 << 20)]
    [InlineData(1, 2, 64 << 10)]
    [InlineData(5_000_001, 1, 64 << 10)]
    [InlineData(5_000_001, 4, 64 << 10)]
    [InlineData(3 << 20, 8, 1 << 20)]
    [InlineData(3 << 20, 0, 64 << 20)]
    public async Task The_file_has_the_sources_bytes(int length, int workers, int chunk)
    {
        var bytes = Random(length);
        using var source = new MemoryImageSource(bytes);
        await ImageFileWriter.WriteAsync(source, Target, new() { Workers = workers, ChunkSize = chunk }, cancellationToken: Token);
        (await File.ReadAllBytesAsync(Target, Token)).Should().Equal(bytes);
        OnlyTheTargetIsLeft();
    }

    [Fact]
    public async Task An_existing_target_is_left_alone_unless_overwriting_was_asked_for()
    {
        _folder.Write("image", [1, 2, 3]);
        using var source = new MemoryImageSource(Random(100));
        (await Write(source).Should().ThrowAsync<ImageFileException>().WithMessage("*exists already*")).Which.Reason.Should().Be(ImageFileError.TargetExists);
        (await File.ReadAllBytesAsync(Target, Token)).Should().Equal(1, 2, 3);
        await ImageFileWriter.WriteAsync(source, Target, new() { Overwrite = true }, cancellationToken: Token);
        new FileInfo(Target).Length.Should().Be(100);
        OnlyTheTargetIsLeft();
    }

    [Fact]
    public async Task A_target_that_appears_while_writing_is_left_alone()
    {
        using var source = new ScriptedSource(1 << 20, _ => _folder.Write("image", [9]));
        (await Write(source).Should().ThrowAsync<ImageFileException>()).Which.Reason.Should().Be(ImageFileError.TargetExists);
        (await File.ReadAllBytesAsync(Target, Token)).Should().Equal(9);
        OnlyTheTargetIsLeft();
    }

    [Fact]
    public async Task Cancelling_in_the_middle_leaves_no_file_and_an_old_target_as_it_was()
    {
        _folder.Write("image", [1, 2, 3]);
        using var stop = new CancellationTokenSource();
        using var source = new ScriptedSource(64 << 20, offset =>
        {
            if (offset >= 8 << 20)
            {
                stop.Cancel();
            }
        });
        var write = () => ImageFileWriter.WriteAsync(source, Target, new() { Overwrite = true }, cancellationToken: stop.Token).AsTask();
        await write.Should().ThrowAsync<OperationCanceledException>();
        (await File.ReadAllBytesAsync(Target, Token)).Should().Equal(1, 2, 3);
        OnlyTheTargetIsLeft();
    }

    [Fact]
    public async Task What_the_source_throws_passes_through_and_leaves_nothing()
    {
        var failure = new InvalidDataException("sector 7 is unreadable");
        using var source = new ScriptedSource(32 << 20, offset =>
        {
            if (offset == 4 << 20)
            {
                throw failure;
            }
        });
        (await Write(source).Should().ThrowAsync<InvalidDataException>()).Which.Should().BeSameAs(failure);
        Directory.EnumerateFileSystemEntries(_folder.Path).Should().BeEmpty();
    }

    [Fact]
    public async Task A_full_disk_says_so_before_the_source_is_read()
    {
        Assert.SkipUnless(Directory.Exists("/dev/shm"), "needs a memory file system to fill");
        var target = $"/dev/shm/{Guid.NewGuid():N}";
        var read = false;
        using var source = new ScriptedSource(new DriveInfo("/dev/shm").TotalSize + (1 << 20), _ => read = true);
        var write = () => ImageFileWriter.WriteAsync(source, target, cancellationToken: Token).AsTask();
        (await write.Should().ThrowAsync<ImageFileException>().WithMessage("*full*")).Which.Reason.Should().Be(ImageFileError.DiskFull);
        read.Should().BeFalse();
        Directory.EnumerateFiles("/dev/shm", $".{Path.GetFileName(target)}*").Should().BeEmpty();
    }

    [Fact]
    public async Task Targets_that_cannot_be_written_are_refused_with_a_reason()
    {
        using var source = new MemoryImageSource(new byte[10]);
        await Refused(_folder["missing/image"], ImageFileError.FolderMissing);
        await Refused(_folder.Path, ImageFileError.NotAFile);
        if (!OperatingSystem.IsWindows())
        {
            await Refused("/dev/null", ImageFileError.NotAFile);
            await Refused("/proc/image", ImageFileError.FolderMissing, ImageFileError.AccessDenied, ImageFileError.WriteFailed);
        }

        async Task Refused(string path, params ImageFileError[] reasons)
        {
            var write = () => ImageFileWriter.WriteAsync(source, path, new() { Overwrite = true }, cancellationToken: Token).AsTask();
            (await write.Should().ThrowAsync<ImageFileException>()).Which.Reason.Should().BeOneOf(reasons);
        }
    }

    [Fact]
    public async Task A_symbolic_link_stays_and_the_file_behind_it_is_replaced()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "symbolic links need a right of their own there");
        var real = _folder.Write("real", [1]);
        File.CreateSymbolicLink(Target, real);
        using var source = new MemoryImageSource(new byte[10]);
        await ImageFileWriter.WriteAsync(source, Target, new() { Overwrite = true }, cancellationToken: Token);
        new FileInfo(Target).LinkTarget.Should().Be(real);
        new FileInfo(real).Length.Should().Be(10);
    }

    [Fact]
    public async Task Holes_are_kept_where_asked_and_read_as_zeros()
    {
        var bytes = new byte[8 << 20];
        Random(1000).CopyTo(bytes, 5 << 20);
        using var source = new MemoryImageSource(bytes);
        await ImageFileWriter.WriteAsync(source, Target, new() { KeepHoles = true }, cancellationToken: Token);
        (await File.ReadAllBytesAsync(Target, Token)).Should().Equal(bytes);
        if (OperatingSystem.IsLinux())
        {
            var blocks = OutsideTool.Run("stat", ["-c", "%b", Target]).MustSucceed().Output;
            (long.Parse(blocks) * 512).Should().BeLessThan(1 << 20);
        }
    }

    [Fact]
    public async Task Ranges_outside_the_extents_are_not_read()
    {
        var reads = new ConcurrentBag<long>();
        using var source = new ScriptedSource(16 << 20, reads.Add) { Extents = [new(3 << 20, 10), new((9 << 20) - 1, 2)] };
        await ImageFileWriter.WriteAsync(source, Target, new() { KeepHoles = true, ChunkSize = 1 << 20 }, cancellationToken: Token);
        reads.Order().Should().Equal(3 << 20, 8 << 20, 9 << 20);
        new FileInfo(Target).Length.Should().Be(16 << 20);
    }

    [Fact]
    public async Task Progress_ends_at_the_length_and_is_never_more()
    {
        var reports = new ConcurrentBag<TransferProgress>();
        using var source = new MemoryImageSource(Random(3_000_000));
        await ImageFileWriter.WriteAsync(source, Target, new() { ChunkSize = 64 << 10 }, new Direct(reports.Add), Token);
        reports.Should().HaveCount(46).And.OnlyContain(p => p.BytesTotal == 3_000_000);
        reports.Max(p => p.BytesDone).Should().Be(3_000_000);
    }

    [Theory]
    [InlineData(-1, 1 << 20)]
    [InlineData(65, 1 << 20)]
    [InlineData(1, 4096)]
    [InlineData(1, 128 << 20)]
    [InlineData(1, (1 << 20) + 512)]
    public void Options_outside_their_range_are_refused_when_set(int workers, int chunk) =>
        FluentActions.Invoking(() => new ImageFileWriterOptions { Workers = workers, ChunkSize = chunk }).Should().Throw<ArgumentOutOfRangeException>();

    private Func<Task> Write(ImageSource source) => () => ImageFileWriter.WriteAsync(source, Target, cancellationToken: Token).AsTask();

    private void OnlyTheTargetIsLeft() => Directory.EnumerateFileSystemEntries(_folder.Path).Should().Equal(Target);

    private static byte[] Random(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }

    private sealed class Direct(Action<TransferProgress> report) : IProgress<TransferProgress>
    {
        public void Report(TransferProgress value) => report(value);
    }
}
