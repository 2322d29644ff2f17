using System.Net;
using System.Net.Sockets;

namespace IBMCloud.Emulator.Tests;

public sealed class EmulatorLifeTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_service_and_region_has_its_own_loopback_port()
    {
        await using var emulator = await IbmCloudEmulator.StartAsync(new EmulatorOptions { Regions = ["us-south", "eu-de"] }, Cancel);

        emulator.Cloud.Addresses.Values.Should().OnlyHaveUniqueItems().And.OnlyContain(address => address.Host == "127.0.0.1");
        emulator.Address(EmulatedService.ObjectStorage, "eu-de").Should().NotBe(emulator.Address(EmulatedService.ObjectStorage, "us-south"));
    }

    [Fact]
    public async Task A_first_port_gives_a_row_of_ports()
    {
        var first = FreePort();
        await using var emulator = await IbmCloudEmulator.StartAsync(new EmulatorOptions { FirstPort = first }, Cancel);

        var ports = emulator.Cloud.Addresses.Values.Select(address => address.Port);
        ports.Should().Equal(Enumerable.Range(first, emulator.Cloud.Addresses.Count));
    }

    [Fact]
    public async Task The_temp_folder_goes_with_the_emulator()
    {
        var emulator = await IbmCloudEmulator.StartAsync(cancellationToken: Cancel);
        var folder = emulator.Cloud.Temp.Path;
        Directory.Exists(folder).Should().BeTrue();

        await emulator.DisposeAsync();

        Directory.Exists(folder).Should().BeFalse();
    }

    [Fact]
    public async Task An_unknown_region_is_named_in_the_refusal()
    {
        await using var emulator = await IbmCloudEmulator.StartAsync(cancellationToken: Cancel);

        var ask = () => emulator.Address(EmulatedService.ObjectStorage, "mars-1");

        ask.Should().Throw<ArgumentException>().WithMessage("*mars-1*EmulatorOptions.Regions*");
    }

    // A row of free ports below the system's ephemeral range, where other tests take theirs.
    private static int FreePort()
    {
        for (var port = 21_000; ; port += 100)
        {
            try
            {
                using var probe = new TcpListener(IPAddress.Loopback, port);
                probe.Start();
                return port;
            }
            catch (SocketException)
            {
            }
        }
    }
}
