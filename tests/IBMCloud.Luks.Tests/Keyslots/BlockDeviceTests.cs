using IBMCloud.Luks.Tests.Containers;
using IBMCloud.Primitives;

namespace IBMCloud.Luks.Tests.Keyslots;

/// <summary>A container on a block device: a loop device, where this process may make one.</summary>
public sealed class BlockDeviceTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Keyslots_on_a_block_device_are_changed_in_place()
    {
        using var folder = new TempFolder();
        using SecretBytes first = LuksWorld.Passphrase("first"), second = LuksWorld.Passphrase("second");
        var image = LuksWorld.Image(1 << 20);
        var path = folder.Write("container", await LuksWorld.EncryptAsync(image, first, RoundTripTests.Options("luks2")));
        var losetup = OutsideTool.Find("losetup");
        var made = losetup is null ? new ToolResult(1, "", "losetup is not installed") : OutsideTool.Run(losetup, ["--find", "--show", path]);
        if (made.ExitCode != 0)
        {
            // Not a tool that CI could install: containers often may not have loop devices.
            Assert.Skip($"no loop device can be made here: {made.Error.Trim()}");
        }

        var device = made.Output.Trim();
        try
        {
            using (var keyslots = LuksKeyslots.Open(device))
            {
                (await keyslots.AddAsync(first, second, new() { Kdf = LuksWorld.CheapPbkdf2 }, Ct)).Should().Be(1);
            }

            using var source = FileImageSource.Open(device);
            await using var disk = await LuksContainer.OpenAsync(source, second, cancellationToken: Ct);
            var plain = new byte[disk.Length];
            disk.Read(0, plain);
            plain.AsSpan().SequenceEqual(image).Should().BeTrue();
        }
        finally
        {
            OutsideTool.Run(losetup!, ["--detach", device]).MustSucceed();
        }
    }
}
