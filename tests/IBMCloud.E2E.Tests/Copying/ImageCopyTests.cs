using IBMCloud.DiskImages;
using IBMCloud.Luks;
using IBMCloud.ObjectStorage;
using IBMCloud.ObjectStorage.Tests;
using IBMCloud.Primitives;

namespace IBMCloud.E2E.Tests.Copying;

/// <summary>An image from bucket to bucket, on every server.</summary>
public abstract class ImageCopyTests : ObjectStorageTest
{
    // Whole blocks of a VHD, so that no form rounds it up.
    private const int DiskLength = 14 * MiB;
    private readonly PatternSource _disk = new(DiskLength);
    private readonly SecretBytes _key = SecretBytes.Random(64);
    private readonly SecretBytes _passphrase = SecretBytes.CopyOf("correct horse"u8);
    private readonly MemoryJournalStore _journals = new();

    protected static LuksFormatOptions Cheap { get; } = new() { Kdf = new LuksKdf.Pbkdf2(1000), PayloadOffset = MiB };

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Client.UploadAsync(Bucket, "source", _disk, cancellationToken: Cancel);
    }

    [Theory]
    [InlineData("raw")]
    [InlineData("vhd")]
    [InlineData("encrypted-vhd")]
    [InlineData("luks1")]
    [InlineData("luks2")]
    [InlineData("encrypted-qcow2")]
    public async Task A_copy_holds_the_disk_in_its_new_form(string name)
    {
        var form = FormOf(name);

        var copied = await ImageCopy.CopyAsync(From("source"), To("copy", form), new ImageCopyOptions { Check = ImageCopyCheck.Whole }, cancellationToken: Cancel);

        copied.DiskLength.Should().Be(DiskLength);
        copied.BytesCompared.Should().Be(DiskLength);
        await ShouldBeTheDiskAsync("copy", form.Reading);
    }

    [Fact]
    public async Task An_encrypted_image_goes_from_form_to_form_and_back()
    {
        await ImageCopy.CopyAsync(From("source"), To("as-vhd", FormOf("encrypted-vhd")), cancellationToken: Cancel);
        await ImageCopy.CopyAsync(From("as-vhd", _key), To("as-luks", FormOf("luks2")), cancellationToken: Cancel);
        await ImageCopy.CopyAsync(From("as-luks", _passphrase), To("as-qcow2", FormOf("encrypted-qcow2")), cancellationToken: Cancel);

        await ImageCopy.CopyAsync(From("as-qcow2", _passphrase), To("back", ImageForm.Raw), cancellationToken: Cancel);

        await ShouldHoldAsync("back", _disk);
    }

    [Fact]
    public async Task A_wrong_key_copies_nothing()
    {
        using var wrong = SecretBytes.CopyOf("another horse"u8);
        await ImageCopy.CopyAsync(From("source"), To("as-luks", FormOf("luks2")), cancellationToken: Cancel);

        var copy = () => ImageCopy.CopyAsync(From("as-luks", wrong), To("copy", ImageForm.Raw), cancellationToken: Cancel);

        await copy.Should().ThrowAsync<DiskImageException>();
        await ShouldHaveLeftNothingAsync("copy");
    }

    [Fact]
    public async Task An_encrypted_image_is_not_encrypted_twice()
    {
        await ImageCopy.CopyAsync(From("source"), To("as-luks", FormOf("luks2")), cancellationToken: Cancel);

        var copy = () => ImageCopy.CopyAsync(From("as-luks"), To("copy", FormOf("encrypted-vhd")), cancellationToken: Cancel);

        await copy.Should().ThrowAsync<DiskImageException>();
        await ShouldHaveLeftNothingAsync("copy");
    }

    [Fact]
    public async Task An_object_that_exists_is_left_alone_unless_asked()
    {
        await Client.UploadAsync(Bucket, "copy", _disk, cancellationToken: Cancel);

        var copy = () => ImageCopy.CopyAsync(From("source"), To("copy", FormOf("luks2")), cancellationToken: Cancel);

        (await copy.Should().ThrowAsync<ObjectStorageException>()).Which.Reason.Should().Be(ObjectStorageError.ObjectExists);
        await ImageCopy.CopyAsync(From("source"), To("copy", FormOf("luks2"), overwrite: true), cancellationToken: Cancel);
        await ShouldBeTheDiskAsync("copy", FormOf("luks2").Reading);
    }

    [Fact]
    public async Task Cancelled_without_a_journal_nothing_is_left()
    {
        var copy = () => CancelAfterAsync(1, journals: null);

        await copy.Should().ThrowAsync<OperationCanceledException>();
        await ShouldHaveLeftNothingAsync("copy");
    }

    [Fact]
    public async Task Cancelled_with_a_journal_the_same_call_goes_on_and_sends_no_part_twice()
    {
        var first = () => CancelAfterAsync(2, _journals);
        await first.Should().ThrowAsync<OperationCanceledException>();

        var copied = await CopyAsync(_journals);

        copied.Target.PartsKept.Should().BeGreaterThanOrEqualTo(2);
        await ShouldBeTheDiskAsync("copy", FormOf("luks2").Reading);
        (await OpenUploadsAsync()).Should().BeEmpty();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Cut_off_at_any_journal_write_the_same_call_goes_on_and_leaves_no_unknown_upload(bool written)
    {
        for (var write = 1; ; write++)
        {
            var journals = new MemoryJournalStore();
            var cut = new CutOffJournalStore(journals, write, written);
            var whole = false;
            try
            {
                await CopyAsync(cut);
                whole = true;
            }
            catch (CutOffException)
            {
                (await OpenUploadsAsync()).Count.Should().BeLessThanOrEqualTo(1);
                await CopyAsync(journals);
            }

            (await OpenUploadsAsync()).Should().BeEmpty("every upload was gone on with, cut off at write {0}", write);
            await ShouldBeTheDiskAsync("copy", FormOf("luks2").Reading);
            await Client.DeleteObjectAsync(Bucket, "copy", cancellationToken: Cancel);
            if (whole)
            {
                break;
            }
        }
    }

    [Fact]
    public async Task A_finished_copy_sends_nothing_when_asked_for_again()
    {
        var first = await CopyAsync(_journals);

        var again = await CopyAsync(_journals);

        again.Target.ETag.Should().Be(first.Target.ETag);
        again.Target.PartsSent.Should().Be(0);
    }

    [Fact]
    public async Task A_source_that_is_replaced_meanwhile_is_an_error_and_the_next_call_copies_the_present_one()
    {
        using var other = new PatternSource(DiskLength, seed: 7);
        var replaced = 0;
        var progress = new ImmediateProgress(_ =>
        {
            if (Interlocked.Exchange(ref replaced, 1) == 0)
            {
                Client.UploadAsync(Bucket, "source", other, new UploadOptions { Overwrite = true }, cancellationToken: Cancel).GetAwaiter().GetResult();
            }
        });

        var copy = () => ImageCopy.CopyAsync(From("source"), To("copy", FormOf("luks2")), Resumable(_journals, partsInFlight: 1), progress, Cancel);

        (await copy.Should().ThrowAsync<ImageCopyException>()).Which.Reason.Should().Be(ImageCopyError.SourceChanged);
        await ShouldHaveLeftNothingAsync("copy");
        await CopyAsync(_journals);
        await ShouldBeTheDiskAsync("copy", FormOf("luks2").Reading, other);
    }

    [Fact]
    public async Task A_source_that_is_replaced_between_two_runs_is_an_error_and_the_next_call_copies_the_present_one()
    {
        using var other = new PatternSource(DiskLength, seed: 7);
        var first = () => CancelAfterAsync(1, _journals);
        await first.Should().ThrowAsync<OperationCanceledException>();
        await Client.UploadAsync(Bucket, "source", other, new UploadOptions { Overwrite = true }, cancellationToken: Cancel);

        var second = () => CopyAsync(_journals);

        (await second.Should().ThrowAsync<ImageCopyException>()).Which.Reason.Should().Be(ImageCopyError.SourceChanged);
        await ShouldHaveLeftNothingAsync("copy");
        await CopyAsync(_journals);
        await ShouldBeTheDiskAsync("copy", FormOf("luks2").Reading, other);
    }

    [Fact]
    public async Task A_journal_of_another_copy_is_refused()
    {
        var options = new ImageCopyOptions { Journals = _journals, JournalName = "one" };
        await ImageCopy.CopyAsync(From("source"), To("copy", FormOf("luks2")), options, cancellationToken: Cancel);

        var copy = () => ImageCopy.CopyAsync(From("source"), To("copy-2", FormOf("luks2")), options, cancellationToken: Cancel);

        (await copy.Should().ThrowAsync<ImageCopyException>()).Which.Reason.Should().Be(ImageCopyError.OtherCopy);
    }

    [Fact]
    public async Task Another_source_than_expected_is_not_copied()
    {
        var source = new ImageCopySource { Storage = Client, Bucket = Bucket, Key = "source", ExpectedETag = "0" };

        var copy = () => ImageCopy.CopyAsync(source, To("copy", ImageForm.Raw), cancellationToken: Cancel);

        (await copy.Should().ThrowAsync<ImageCopyException>()).Which.Reason.Should().Be(ImageCopyError.SourceChanged);
    }

    [Theory]
    [InlineData(ImageCopyCheck.Samples)]
    [InlineData(ImageCopyCheck.Whole)]
    public async Task A_copy_that_reads_back_otherwise_is_an_error(ImageCopyCheck check)
    {
        using var transport = new AlteringTransport
        {
            OnAnswer = (request, answer) =>
            {
                if (request.Method == HttpMethod.Get && answer.Content.Headers.ContentRange is { } range && request.RequestUri!.AbsolutePath.EndsWith("/copy", StringComparison.Ordinal))
                {
                    var bytes = answer.Content.ReadAsByteArrayAsync(Cancel).GetAwaiter().GetResult();
                    bytes[^1] ^= 1;
                    answer.Content = new ByteArrayContent(bytes);
                    answer.Content.Headers.ContentRange = range;
                }

                return answer;
            },
        };
        var target = new ImageCopyTarget { Storage = Server.CreateClient(transport: transport), Bucket = Bucket, Key = "copy", Form = ImageForm.Raw };

        var copy = () => ImageCopy.CopyAsync(From("source"), target, new ImageCopyOptions { Check = check }, cancellationToken: Cancel);

        (await copy.Should().ThrowAsync<ImageCopyException>()).Which.Reason.Should().Be(ImageCopyError.Differs);
    }

    [Fact]
    public async Task Nothing_is_copied_onto_itself()
    {
        var copy = () => ImageCopy.CopyAsync(From("source"), To("source", ImageForm.Raw, overwrite: true), cancellationToken: Cancel);

        await copy.Should().ThrowAsync<ArgumentException>();
    }

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        _disk.Dispose();
        _key.Dispose();
        _passphrase.Dispose();
        await base.DisposeAsync();
    }

    private static ImageCopyOptions Resumable(RunJournalStore? journals, int partsInFlight = 4) =>
        new() { Journals = journals, PartSize = 5 * MiB, PartsInFlight = partsInFlight, Check = ImageCopyCheck.Digests };

    private ImageForm FormOf(string name) => name switch
    {
        "vhd" => ImageForm.Vhd(),
        "encrypted-vhd" => ImageForm.EncryptedVhd(_key),
        "luks1" => ImageForm.Luks(_passphrase, new LuksFormatOptions { Version = LuksVersion.Luks1, Kdf = new LuksKdf.Pbkdf2(1000) }),
        "luks2" => ImageForm.Luks(_passphrase, Cheap),
        "encrypted-qcow2" => ImageForm.EncryptedQcow2(_passphrase, new EncryptedQcow2Options { Iterations = 1000 }),
        _ => ImageForm.Raw,
    };

    private ImageCopySource From(string key, SecretBytes? decryption = null) => new() { Storage = Client, Bucket = Bucket, Key = key, DecryptionKey = decryption };

    private ImageCopyTarget To(string key, ImageForm form, bool overwrite = false) => new() { Storage = Client, Bucket = Bucket, Key = key, Form = form, Overwrite = overwrite };

    private Task<ImageCopyResult> CopyAsync(RunJournalStore journals) => ImageCopy.CopyAsync(From("source"), To("copy", FormOf("luks2")), Resumable(journals), cancellationToken: Cancel);

    private async Task CancelAfterAsync(int parts, RunJournalStore? journals)
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var stored = 0;
        var progress = new ImmediateProgress(_ =>
        {
            if (++stored == parts)
            {
                cancel.Cancel();
            }
        });
        await ImageCopy.CopyAsync(From("source"), To("copy", FormOf("luks2")), Resumable(journals, partsInFlight: 1), progress, cancel.Token);
    }

    private ValueTask<List<UnfinishedUpload>> OpenUploadsAsync() => Client.ListUnfinishedUploadsAsync(Bucket, cancellationToken: Cancel).ToListAsync(Cancel);

    private async Task ShouldHaveLeftNothingAsync(string key)
    {
        (await Client.FindObjectAsync(Bucket, key, Cancel)).Should().BeNull();
        (await OpenUploadsAsync()).Should().BeEmpty();
    }

    private async Task ShouldBeTheDiskAsync(string key, DiskImageOpenOptions reading, ImageSource? expected = null)
    {
        await using var disk = await DiskImage.OpenAsync(await Client.OpenObjectAsync(Bucket, key, new ReadAheadOptions(), Cancel), reading, Cancel);
        (await ImageComparison.FindFirstDifferenceAsync(disk, expected ?? _disk, cancellationToken: Cancel)).Should().BeNull();
    }
}

public sealed class ImageCopyOnTheEmulatorTests : ImageCopyTests
{
    protected override async Task<TestServer> StartAsync() => await EmulatorServer.StartAsync();
}

public sealed class ImageCopyOnARealServerTests : ImageCopyTests
{
    protected override Task<TestServer> StartAsync() => Task.FromResult<TestServer>(RealServer.Require());
}
