using IBMCloud.Primitives;

namespace IBMCloud.Luks.Tests.Containers;

/// <summary>A Linux kernel's own dm-crypt, in a small guest, maps what was written and reads the image back.</summary>
public sealed class DmCryptTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("luks2-4096")]
    [InlineData("luks2-pbkdf2")]
    [InlineData("luks2-pbkdf2-4096")]
    [InlineData("luks2")]
    [InlineData("luks2-aes128")]
    [InlineData("luks1")]
    [InlineData("luks1-aes128")]
    public async Task The_kernel_maps_exactly_the_image(string shape)
    {
        KernelGuest.Require();
        using var folder = new TempFolder();
        using var passphrase = LuksWorld.Passphrase("kJ+/aZq0c29tZSBrZXkgb2YgMzIgYnl0ZXMsIGJhc2U2NA==");
        var image = LuksWorld.Image(1 << 20);
        var options = shape == "luks2-pbkdf2-4096" ? new LuksFormatOptions { Kdf = LuksWorld.CheapPbkdf2, SectorSize = 4096 } : RoundTripTests.Options(shape);
        var container = folder.Write("container", await LuksWorld.EncryptAsync(image, passphrase, options));
        KernelGuest.MustMap(container, folder.Write("key", passphrase.Span), folder.Write("plain", image), exact: true);
    }

    [Fact]
    public async Task The_kernel_maps_the_image_after_keyslot_work()
    {
        KernelGuest.Require();
        using var folder = new TempFolder();
        using SecretBytes old = LuksWorld.Passphrase("old"), renewed = LuksWorld.Passphrase("renewed");
        var image = LuksWorld.Image(1 << 20);
        var container = folder.Write("container", await LuksWorld.EncryptAsync(image, old, RoundTripTests.Options("luks2")));
        using (var keyslots = LuksKeyslots.Open(container))
        {
            await keyslots.ChangeAsync(old, renewed, new() { Kdf = LuksWorld.CheapArgon2 }, Ct);
        }

        KernelGuest.MustMap(container, folder.Write("key", renewed.Span), folder.Write("plain", image), exact: true);
    }
}
