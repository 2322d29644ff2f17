using System.Text.Json;
using IBMCloud.DiskImages;
using IBMCloud.Luks;
using IBMCloud.Primitives;

namespace IBMCloud.E2E;

internal sealed class RawForm() : ImageForm("raw")
{
    internal override DiskImageOpenOptions Reading => new() { Format = DiskImageFormat.Raw };

    internal override Task<string> PrepareAsync(ImageSource disk, CancellationToken cancellationToken) => Task.FromResult("");

    internal override Task<ImageSource> OpenAsync(ImageSource disk, string layout, CancellationToken cancellationToken) => Task.FromResult<ImageSource>(new BorrowedImageSource(disk));
}

internal sealed class VhdForm(VhdOptions options) : ImageForm("vhd")
{
    internal override DiskImageOpenOptions Reading => new() { Format = DiskImageFormat.VhdDynamic };

    internal override Task<string> PrepareAsync(ImageSource disk, CancellationToken cancellationToken) => Task.FromResult(JsonSerializer.Serialize(
        new VhdIdentity(options.UniqueId ?? Guid.NewGuid(), options.TimeStamp ?? options.TimeProvider.GetUtcNow()), CopyJson.Default.VhdIdentity));

    internal override async Task<ImageSource> OpenAsync(ImageSource disk, string layout, CancellationToken cancellationToken)
    {
        var identity = JsonSerializer.Deserialize(layout, CopyJson.Default.VhdIdentity)!;
        return await DynamicVhdImage.OpenAsync(
            disk, new VhdOptions { UniqueId = identity.UniqueId, TimeStamp = identity.TimeStamp, ScanForZeroBlocks = options.ScanForZeroBlocks }, cancellationToken).ConfigureAwait(false);
    }
}

/// <summary>What a plain VHD has besides the disk.</summary>
internal sealed record VhdIdentity(Guid UniqueId, DateTimeOffset TimeStamp);

internal sealed class EncryptedVhdForm(SecretBytes key, EncryptedVhdOptions options) : ImageForm("encrypted-vhd")
{
    internal override DiskImageOpenOptions Reading => new() { Format = DiskImageFormat.EncryptedVhd, Key = key };

    internal override async Task<string> PrepareAsync(ImageSource disk, CancellationToken cancellationToken) =>
        (await EncryptedVhdImage.PrepareAsync(disk, key, options, cancellationToken).ConfigureAwait(false)).ToJson();

    internal override Task<ImageSource> OpenAsync(ImageSource disk, string layout, CancellationToken cancellationToken) =>
        Task.FromResult<ImageSource>(EncryptedVhdImage.Open(disk, EncryptedVhdLayout.FromJson(layout), key));
}

internal sealed class LuksForm(SecretBytes passphrase, LuksFormatOptions options) : ImageForm(options.Version == LuksVersion.Luks1 ? "luks1" : "luks2")
{
    internal override DiskImageOpenOptions Reading => new() { Format = options.Version == LuksVersion.Luks1 ? DiskImageFormat.Luks1 : DiskImageFormat.Luks2, Key = passphrase };

    internal override async Task<string> PrepareAsync(ImageSource disk, CancellationToken cancellationToken) =>
        (await LuksImage.PrepareAsync(disk, passphrase, options, cancellationToken).ConfigureAwait(false)).ToJson();

    internal override async Task<ImageSource> OpenAsync(ImageSource disk, string layout, CancellationToken cancellationToken) =>
        await LuksImage.OpenAsync(disk, LuksLayout.FromJson(layout), passphrase, cancellationToken).ConfigureAwait(false);
}

internal sealed class EncryptedQcow2Form(SecretBytes passphrase, EncryptedQcow2Options options) : ImageForm("encrypted-qcow2")
{
    internal override DiskImageOpenOptions Reading => new() { Format = DiskImageFormat.EncryptedQcow2, Key = passphrase };

    internal override async Task<string> PrepareAsync(ImageSource disk, CancellationToken cancellationToken) =>
        (await EncryptedQcow2Image.PrepareAsync(disk, passphrase, options, cancellationToken).ConfigureAwait(false)).ToJson();

    internal override async Task<ImageSource> OpenAsync(ImageSource disk, string layout, CancellationToken cancellationToken) =>
        await EncryptedQcow2Image.OpenAsync(disk, EncryptedQcow2Layout.FromJson(layout), passphrase, cancellationToken).ConfigureAwait(false);
}
