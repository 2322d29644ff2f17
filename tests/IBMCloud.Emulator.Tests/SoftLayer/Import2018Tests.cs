using System.Text;
using IBMCloud.Luks;

namespace IBMCloud.Emulator.Tests.SoftLayer;

public sealed class Import2018Tests : ImportTest
{
    private byte[] Passphrase => Encoding.ASCII.GetBytes(Convert.ToBase64String(Dek));

    protected override void Configure(EmulatorOptions options) => options.ImportMode = ImportMode.Year2018;

    [Theory]
    [InlineData(LuksVersion.Luks1)]
    [InlineData(LuksVersion.Luks2)]
    public async Task A_raw_object_whose_slot_opens_with_the_base64_text_of_the_key_is_imported(LuksVersion version)
    {
        await SetUpAsync();
        await PutAsync("debian.raw", await LuksAsync(Passphrase, version));

        var answer = await ImportAsync(Configuration("debian.raw"));

        answer.Status.Should().Be(200, answer.Error);
    }

    [Fact]
    public async Task The_key_itself_is_not_the_passphrase()
    {
        await SetUpAsync();
        await PutAsync("debian.raw", await LuksAsync(Dek, LuksVersion.Luks2));

        var answer = await ImportAsync(Configuration("debian.raw"));

        answer.Status.Should().Be(500);
        answer.Error.Should().Contain("No keyslot").And.Contain("base64");
    }

    [Fact]
    public async Task An_encrypted_VHD_is_of_later_years()
    {
        await SetUpAsync();
        await PutAsync("debian.vhd-0.vhd", await EncryptedVhdAsync());

        (await ImportAsync(Configuration())).Error.Should().Contain(".raw");
    }

    [Fact]
    public async Task The_root_key_can_be_named_by_the_two_ids_of_2018()
    {
        await SetUpAsync();
        await PutAsync("debian.raw", await LuksAsync(Passphrase, LuksVersion.Luks1));

        var answer = await ImportAsync(configuration =>
            (configuration["crkCrn"], configuration["rootKeyId"], configuration["keyProtectId"]) = (null, RootKey, KeyProtect), "debian.raw");

        answer.Status.Should().Be(200, answer.Error);
    }

    [Fact]
    public async Task A_plain_raw_object_is_not_encrypted()
    {
        await SetUpAsync();
        await PutAsync("debian.raw", Disk);

        (await ImportAsync(Configuration("debian.raw"))).Error.Should().Contain("not encrypted");
    }
}
