using IBMCloud.Primitives;
using static IBMCloud.DiskImages.Tests.EncryptedVhd.EncryptedVhdFile;

namespace IBMCloud.DiskImages.Tests.EncryptedVhd;

public sealed class EncryptedVhdKeyTests
{
    [Fact]
    public async Task Without_a_key_an_encrypted_VHD_is_recognised_but_not_opened()
    {
        var file = await WriteAsync(TestDisk.Source(TestDisk.Bytes(512)));

        (await DiskImage.DetectAsync(TestDisk.Source(file), TestContext.Current.CancellationToken)).Should().Be(DiskImageFormat.EncryptedVhd);
        (await TestDisk.RefusalOf(file)).Reason.Should().Be(DiskImageError.KeyRequired);
    }

    [Fact]
    public async Task A_wrong_key_is_detected_before_anything_is_decrypted()
    {
        var file = await WriteAsync(TestDisk.Source(TestDisk.Bytes(512)));
        using var wrong = SecretBytes.Random(64);

        (await TestDisk.RefusalOf(file, new DiskImageOpenOptions { Key = wrong })).Reason.Should().Be(DiskImageError.WrongKey);
    }

    [Fact]
    public async Task Base64_text_of_the_key_is_not_the_key_and_the_message_says_so()
    {
        var file = await WriteAsync(TestDisk.Source(TestDisk.Bytes(512)));
        using var key = SecretBytes.CopyOf(Key);
        using var text = key.ToBase64Utf8();

        var refusal = await TestDisk.RefusalOf(file, new DiskImageOpenOptions { Key = text });

        refusal.Message.Should().Contain("base64").And.NotContain(Convert.ToBase64String(Key));
    }

    [Theory]
    [InlineData(16)]
    [InlineData(48)]
    [InlineData(88)]
    public async Task A_key_of_another_length_is_refused(int length) =>
        await FluentActions.Awaiting(() => WriteAsync(TestDisk.Source(new byte[512]), TestDisk.Bytes(length)))
            .Should().ThrowAsync<ArgumentException>().WithMessage("*32 or 64*");

    [Fact]
    public async Task A_layout_opens_with_its_own_key_and_its_own_source_only()
    {
        using var key = SecretBytes.CopyOf(Key);
        using var other = SecretBytes.Random(64);
        var layout = await EncryptedVhdImage.PrepareAsync(TestDisk.Source(new byte[1024]), key, cancellationToken: TestContext.Current.CancellationToken);

        FluentActions.Invoking(() => EncryptedVhdImage.Open(TestDisk.Source(new byte[1024]), layout, other))
            .Should().Throw<DiskImageException>().Which.Reason.Should().Be(DiskImageError.WrongKey);
        FluentActions.Invoking(() => EncryptedVhdImage.Open(TestDisk.Source(new byte[512]), layout, key))
            .Should().Throw<DiskImageException>().Which.Reason.Should().Be(DiskImageError.LayoutMismatch);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"format":"other/1","sourceLength":512,"uniqueId":"00000000-0000-0000-0000-000000000000","timeStamp":0,"keyFingerprint":"00","blocks":"AA=="}""")]
    public void Text_that_is_no_layout_is_refused(string json) =>
        FluentActions.Invoking(() => EncryptedVhdLayout.FromJson(json)).Should().Throw<DiskImageException>().Which.Reason.Should().Be(DiskImageError.LayoutMismatch);

    [Fact]
    public async Task A_stored_layout_holds_no_key()
    {
        using var key = SecretBytes.CopyOf(Key);
        var layout = await EncryptedVhdImage.PrepareAsync(TestDisk.Source(new byte[1024]), key, cancellationToken: TestContext.Current.CancellationToken);

        layout.ToJson().Should().NotContain(Convert.ToBase64String(Key)).And.NotContain(Convert.ToHexStringLower(Key));
    }
}
