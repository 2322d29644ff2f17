// Encrypts a disk image on this machine, without an account or a network: dotnet run -c Release --project samples/02.EncryptOnly [-- IMAGE OUTFOLDER]
using IBMCloud.DiskImages;
using IBMCloud.Luks;
using IBMCloud.Primitives;

using var ctrlC = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) => { e.Cancel = true; ctrlC.Cancel(); };
var folder = args.Length > 1 ? args[1] : Directory.CreateTempSubdirectory("encrypt-only-").FullName;
var image = args.Length > 0 ? args[0] : DemoImage(Path.Combine(folder, "plain.raw"));

// Raw, VHD or qcow2, told by content. Whatever is read or written here is a view: any range, in any order, never a second copy.
await using ImageSource disk = await DiskImage.OpenFileAsync(image, cancellationToken: ctrlC.Token);
Console.WriteLine($"{image}: a disk of {disk.Length:N0} bytes");

// What classic image import takes: an encrypted VHD. Its key is the data key's raw bytes; without an account you keep it yourself.
using SecretBytes dataKey = SecretBytes.Random(64);
EncryptedVhdLayout vhd = await EncryptedVhdImage.PrepareAsync(disk, dataKey, new EncryptedVhdOptions { ScanForZeroBlocks = true }, ctrlC.Token);
await WriteAsync(EncryptedVhdImage.Open(disk, vhd, dataKey), "server.vhd-0.vhd");
bool proved = await ProveAsync("server.vhd-0.vhd", dataKey);

// LUKS2, which cryptsetup opens. Its passphrase is the base64 text of a data key.
using SecretBytes passphrase = dataKey.ToBase64Utf8();
LuksLayout luks = await LuksImage.PrepareAsync(disk, passphrase, cancellationToken: ctrlC.Token);
await WriteAsync(await LuksImage.OpenAsync(disk, luks, passphrase, ctrlC.Token), "server.raw");
proved &= await ProveAsync("server.raw", passphrase);

if (args.Length == 0)
{
    Directory.Delete(folder, recursive: true);
}

return proved ? 0 : 1;

async Task WriteAsync(ImageSource encrypted, string name)
{
    await using (encrypted)
    {
        await ImageFileWriter.WriteAsync(encrypted, Path.Combine(folder, name), cancellationToken: ctrlC.Token); // whole or not at all
    }
}

async Task<bool> ProveAsync(string name, SecretBytes key)
{
    await using ImageSource opened = await DiskImage.OpenFileAsync(Path.Combine(folder, name), new DiskImageOpenOptions { Key = key }, ctrlC.Token);
    long? difference = await ImageComparison.FindFirstDifferenceAsync(opened, disk, cancellationToken: ctrlC.Token);
    Console.WriteLine($"{name}: {new FileInfo(Path.Combine(folder, name)).Length:N0} bytes, {(difference is null ? "opens with its key and holds the disk" : $"differs at byte {difference:N0}")}");
    return difference is null;
}

static string DemoImage(string path)
{
    byte[] disk = new byte[32 << 20];
    Random.Shared.NextBytes(disk.AsSpan(1 << 20, 8 << 20));
    (disk[510], disk[511]) = (0x55, 0xAA); // a boot sector
    File.WriteAllBytes(path, disk);
    return path;
}
