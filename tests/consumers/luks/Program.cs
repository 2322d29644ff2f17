// Encrypts a disk image as a LUKS2 container: dotnet run -- IMAGE CONTAINER PASSPHRASE-FILE
using IBMCloud.Luks;
using IBMCloud.Primitives;

using var passphrase = SecretBytes.CopyOf(File.ReadAllBytes(args[2]));
using var image = FileImageSource.Open(args[0]);

LuksLayout layout = await LuksImage.PrepareAsync(image, passphrase);
await using LuksImage container = await LuksImage.OpenAsync(image, layout, passphrase);
await ImageFileWriter.WriteAsync(container, args[1]);
Console.WriteLine($"{args[1]}: {container.Length:N0} bytes");
