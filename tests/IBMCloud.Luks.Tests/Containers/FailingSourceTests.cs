using IBMCloud.Primitives;

namespace IBMCloud.Luks.Tests.Containers;

/// <summary>A source that does not hold what it promised is an error, never zeros in the container.</summary>
public sealed class FailingSourceTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_file_that_was_cut_short_after_it_was_opened_is_an_error(bool asynchronous) =>
        await WhileReadAsync(file => file.SetLength(1 << 19), asynchronous);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_file_that_grows_while_it_is_read_is_an_error(bool asynchronous) =>
        await WhileReadAsync(file => file.SetLength(3 << 19), asynchronous);

    [Fact]
    public async Task A_container_that_was_cut_short_after_it_was_opened_is_an_error()
    {
        using var folder = new TempFolder();
        using var passphrase = LuksWorld.Passphrase("p");
        var path = folder.Write("container", await LuksWorld.EncryptAsync(LuksWorld.Image(1 << 20), passphrase, RoundTripTests.Options("luks2-tight")));
        using var file = FileImageSource.Open(path);
        await using var disk = await LuksContainer.OpenAsync(file, passphrase, cancellationToken: Ct);
        await using (var cut = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            cut.SetLength((1 << 20) + 5000);
        }

        var plain = new byte[1 << 20];
        FluentActions.Invoking(() => disk.Read(0, plain)).Should().Throw<IOException>();
        plain.Should().OnlyContain(b => b == 0, "nothing half-read is given out");
    }

    [Fact]
    public async Task A_source_whose_length_changes_is_an_error()
    {
        using var passphrase = LuksWorld.Passphrase("p");
        using var source = new FailingSource(LuksWorld.Image(1024));
        var layout = await LuksImage.PrepareAsync(source, passphrase, RoundTripTests.Options("luks2-4096"), Ct);
        await using var view = await LuksImage.OpenAsync(source, layout, passphrase, Ct);
        source.Grow(512);
        FluentActions.Invoking(() => view.Read(layout.PayloadOffset, new byte[4096])).Should().Throw<IOException>().WithMessage("*1,024*1,536*");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_failed_read_leaves_no_plaintext_where_ciphertext_should_be(bool asynchronous)
    {
        using var passphrase = LuksWorld.Passphrase("p");
        using var source = new FailingSource(LuksWorld.Image(8192));
        var layout = await LuksImage.PrepareAsync(source, passphrase, RoundTripTests.Options("luks2"), Ct);
        await using var view = await LuksImage.OpenAsync(source, layout, passphrase, Ct);
        var part = new byte[8192];
        source.Fail = true;
        await FluentActions.Awaiting(async () => _ = asynchronous ? await view.ReadAsync(layout.PayloadOffset, part, Ct) : view.Read(layout.PayloadOffset, part))
            .Should().ThrowAsync<IOException>();
        part.Should().OnlyContain(b => b == 0);
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
        using var source = new FailingSource(LuksWorld.Image(4096));
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

    private static async Task WhileReadAsync(Action<FileStream> change, bool asynchronous)
    {
        using var folder = new TempFolder();
        using var passphrase = LuksWorld.Passphrase("p");
        var path = folder.Write("image", LuksWorld.Image(1 << 20));
        using var source = FileImageSource.Open(path);
        var layout = await LuksImage.PrepareAsync(source, passphrase, RoundTripTests.Options("luks2"), Ct);
        await using var view = await LuksImage.OpenAsync(source, layout, passphrase, Ct);
        await using (var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            change(file);
        }

        var rest = new byte[1 << 20];
        Array.Fill(rest, (byte)0x77);
        await FluentActions.Awaiting(async () => _ = asynchronous ? await view.ReadAsync(layout.PayloadOffset, rest, Ct) : view.Read(layout.PayloadOffset, rest))
            .Should().ThrowAsync<IOException>();
    }
}
