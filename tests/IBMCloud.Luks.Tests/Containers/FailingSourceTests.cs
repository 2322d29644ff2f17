using IBMCloud.Primitives;

namespace IBMCloud.Luks.Tests.Containers;

/// <summary>A source that does not hold what it promised is an error, never zeros in the container.</summary>
public sealed class FailingSourceTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_file_that_was_cut_short_after_it_was_opened_is_an_error(bool asynchronous)
    {
        using var folder = new TempFolder();
        using var passphrase = LuksWorld.Passphrase("p");
        var path = folder.Write("image", LuksWorld.Image(1 << 20));
        using var source = FileImageSource.Open(path);
        var layout = await LuksImage.PrepareAsync(source, passphrase, RoundTripTests.Options("luks2"), Ct);
        await using var view = await LuksImage.OpenAsync(source, layout, passphrase, Ct);
        await using (var cut = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            cut.SetLength(1 << 19);
        }

        var rest = new byte[1 << 20];
        Array.Fill(rest, (byte)0x77);
        await FluentActions.Awaiting(async () => _ = asynchronous ? await view.ReadAsync(layout.PayloadOffset, rest, Ct) : view.Read(layout.PayloadOffset, rest))
            .Should().ThrowAsync<IOException>();
    }

    [Fact]
    public async Task A_layout_refuses_an_image_of_another_length()
    {
        using var passphrase = LuksWorld.Passphrase("p");
        using MemoryImageSource image = new(LuksWorld.Image(1024)), grown = new(LuksWorld.Image(1536));
        var layout = await LuksImage.PrepareAsync(image, passphrase, RoundTripTests.Options("luks2"), Ct);
        (await FluentActions.Awaiting(() => LuksImage.OpenAsync(grown, layout, passphrase, Ct).AsTask()).Should().ThrowAsync<LuksException>())
            .Which.Reason.Should().Be(LuksError.LayoutMismatch);
    }

    [Fact]
    public async Task A_failure_of_the_source_passes_through_and_the_next_read_works()
    {
        using var passphrase = LuksWorld.Passphrase("p");
        using var source = new FailsOnce(LuksWorld.Image(4096));
        var layout = await LuksImage.PrepareAsync(source, passphrase, RoundTripTests.Options("luks2"), Ct);
        await using var view = await LuksImage.OpenAsync(source, layout, passphrase, Ct);
        var first = new byte[4096];
        source.Fail = true;
        FluentActions.Invoking(() => view.Read(layout.PayloadOffset, first)).Should().Throw<IOException>().WithMessage("the disk is gone");
        view.Read(layout.PayloadOffset, first).Should().Be(4096);
        await using var disk = await LuksContainer.OpenAsync(view, passphrase, cancellationToken: Ct);
        var plain = new byte[4096];
        disk.Read(0, plain);
        plain.Should().Equal(LuksWorld.Image(4096));
    }

    private sealed class FailsOnce(byte[] image) : ImageSource
    {
        public bool Fail { get; set; }

        public override long Length => image.Length;

        protected override void ReadExactly(long offset, Span<byte> destination)
        {
            if (Fail)
            {
                Fail = false;
                throw new IOException("the disk is gone");
            }

            image.AsSpan((int)offset, destination.Length).CopyTo(destination);
        }

        protected override ValueTask ReadExactlyAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken)
        {
            ReadExactly(offset, destination.Span);
            return ValueTask.CompletedTask;
        }
    }
}
