using System.Text.Json.Nodes;

namespace IBMCloud.Emulator.Tests.SoftLayer;

/// <summary>The table of spec softlayer §9, "Check at createFromIcos", row by row: each refusal names the item at fault.</summary>
public sealed class ImportChecksTests : ImportTest
{
    private async Task ReadyAsync()
    {
        await SetUpAsync();
        await PutAsync("debian.vhd-0.vhd", await EncryptedVhdAsync());
    }

    [Fact]
    public async Task All_in_order_gives_a_template_at_once()
    {
        await ReadyAsync();

        var answer = await ImportAsync(Configuration());

        answer.Status.Should().Be(200, answer.Error);
        answer["id"].Should().NotBeNull();
        Guid.Parse((string)answer["globalIdentifier"]!).Should().NotBeEmpty();
        answer["createDate"].Should().NotBeNull();
        (await GetAsync($"{Templates}/{answer["id"]}/isEncrypted.json")).Body!.GetValue<bool>().Should().BeTrue();
    }

    [Fact]
    public async Task Row_authorization_header()
    {
        await ReadyAsync();

        var answer = await SendAsync(HttpMethod.Post, $"{Templates}/createFromIcos.json", [Configuration()], Basic("apikey", "nobody's"));

        answer.Status.Should().Be(401);
        answer.Error.Should().Be("Access Denied. ");
    }

    [Fact]
    public async Task Row_classic_permission_of_the_caller()
    {
        await ReadyAsync();
        Cloud.State.SoftLayer.Users.Importer!.Permissions.Remove("PUBLIC_IMAGE_MANAGE");

        var answer = await ImportAsync(Configuration());

        answer.Status.Should().Be(404);
        answer.Code.Should().Be("SoftLayer_Exception_ObjectNotFound");
    }

    [Fact]
    public async Task Row_exactly_one_argument()
    {
        await ReadyAsync();

        foreach (var arguments in (JsonNode?[][])[[], [Configuration(), Configuration()], ["text"]])
        {
            var answer = await PostAsync($"{Templates}/createFromIcos.json", arguments);

            answer.Status.Should().Be(500);
            answer.Code.Should().Be("SoftLayer_Exception_WebService_BadRequest");
        }
    }

    [Theory]
    [InlineData("cloud-init", "cloudInit")]
    [InlineData("encrypted", "isEncrypted")]
    [InlineData("rootKeyid", "crkCrn")]
    [InlineData("keyProtectId", "crkCrn")]
    [InlineData("anything", "Leave it out")]
    public async Task Row_unknown_fields(string field, string remedy)
    {
        await ReadyAsync();

        var answer = await ImportAsync(configuration => configuration[field] = "x");

        answer.Status.Should().Be(500);
        answer.Code.Should().Be("SoftLayer_Exception_InvalidValue");
        answer.Error.Should().Contain($"'{field}'").And.Contain(remedy);
    }

    [Theory]
    [InlineData("name")]
    [InlineData("uri")]
    [InlineData("operatingSystemReferenceCode")]
    public async Task Row_required_fields(string field)
    {
        await ReadyAsync();

        await Refused(configuration => configuration[field] = null, field);
    }

    [Fact]
    public async Task Row_operating_system_code()
    {
        await ReadyAsync();

        await Refused(configuration => configuration["operatingSystemReferenceCode"] = "PLAN9_64", "PLAN9_64", "DEBIAN_12_64");
        var codes = (await GetAsync($"{Templates}/getVhdImportSoftwareDescriptions.json")).Rows.Select(row => (string?)row!["referenceCode"]);
        codes.Should().Contain("DEBIAN_12_64").And.NotContain("UBUNTU_14_64");
    }

    [Theory]
    [InlineData("swift://us-south/images/debian.vhd-0.vhd")]
    [InlineData("https://images/debian.vhd-0.vhd")]
    [InlineData("cos://us-south/images")]
    public async Task Row_protocol_and_parts_of_the_uri(string uri)
    {
        await ReadyAsync();

        await Refused(configuration => configuration["uri"] = uri, "Template configuration uri specified an invalid network storage service resource protocol.");
    }

    [Fact]
    public async Task Row_region_of_the_import()
    {
        await ReadyAsync();

        await Refused(configuration => configuration["uri"] = "cos://us/images/debian.vhd-0.vhd", "'us'", "us-south");
    }

    [Fact]
    public async Task Row_bucket_exists()
    {
        await ReadyAsync();

        await Refused(configuration => configuration["uri"] = "cos://us-south/nowhere/debian.vhd-0.vhd", "'nowhere'");
    }

    [Fact]
    public async Task Row_bucket_is_in_the_region()
    {
        await ReadyAsync();

        await Refused(configuration => configuration["uri"] = $"cos://{OtherRegion}/images/debian.vhd-0.vhd", "'images'", Region);
    }

    [Fact]
    public async Task Row_object_exists()
    {
        await ReadyAsync();

        await Refused(configuration => configuration["uri"] = "cos://us-south/images/other.vhd", "'other.vhd'");
    }

    [Fact]
    public async Task Row_API_key_is_valid()
    {
        await ReadyAsync();

        await Refused(configuration => configuration["ibmApiKey"] = "unknown", "ibmApiKey", "unknown, disabled or expired");
        await Refused(configuration => configuration["ibmApiKey"] = null, "ibmApiKey is missing");
    }

    [Fact]
    public async Task Row_API_key_may_read_the_object()
    {
        await ReadyAsync();
        Revoke(ServiceIamId, "cloud-object-storage");

        await Refused(_ => { }, ServiceIamId, "may not read the bucket 'images'");
    }

    [Theory]
    [InlineData("debian.img")]
    [InlineData("debian.raw")]
    [InlineData("debian.vmdk")]
    public async Task Row_name_of_the_object(string name)
    {
        await ReadyAsync();
        await PutAsync(name, await EncryptedVhdAsync());

        await Refused(configuration => configuration["uri"] = $"cos://us-south/images/{name}", $"'{name}'", ".vhd");
    }

    [Fact]
    public async Task Row_the_VHD_has_a_valid_footer()
    {
        await ReadyAsync();
        var damaged = await EncryptedVhdAsync();
        damaged[^500] ^= 1;
        damaged[12] ^= 1;
        await PutAsync("debian.vhd-0.vhd", damaged);

        await Refused(_ => { }, "The image in the object cannot be read");
    }

    [Fact]
    public async Task Row_cloud_init()
    {
        await ReadyAsync();

        await Refused(configuration => configuration["cloudInit"] = false, "cloudInit");
    }

    [Fact]
    public async Task Row_root_key_CRN_parses()
    {
        await ReadyAsync();

        await Refused(configuration => configuration["crkCrn"] = null, "crkCrn is missing");
        await Refused(configuration => configuration["crkCrn"] = "a name", "crkCrn 'a name'");
        await Refused(configuration => configuration["crkCrn"] = KeyCrn()[..^(RootKey.Length + 4)] + ":", "the key's, not its instance's");
        await Refused(configuration => configuration["crkCrn"] = KeyCrn().Replace(":kms:", ":cloud-object-storage:", StringComparison.Ordinal), "is not the CRN of a root key");
    }

    [Fact]
    public async Task Row_root_key_exists()
    {
        await ReadyAsync();

        await Refused(configuration => configuration["crkCrn"] = KeyCrn(Guid.NewGuid().ToString()), "The root key in crkCrn does not exist");
    }

    [Fact]
    public async Task Row_root_key_is_active()
    {
        await ReadyAsync();
        await KeyProtectAsync(HttpMethod.Post, KeyProtect, Region, $"keys/{RootKey}/actions/disable");

        await Refused(_ => { }, "crkCrn", "state");
    }

    [Fact]
    public async Task Row_root_key_is_no_standard_key()
    {
        await ReadyAsync();
        var standard = await CreateKeyAsync(KeyProtect, Region, extractable: true);

        await Refused(configuration => configuration["crkCrn"] = KeyCrn(standard), "root key");
    }

    [Fact]
    public async Task Row_key_and_bucket_are_in_one_region()
    {
        await ReadyAsync();

        await Refused(configuration => configuration["crkCrn"] = KeyCrn().Replace(":us-south:", ":eu-de:", StringComparison.Ordinal), "'eu-de'", "'us-south'");
    }

    [Fact]
    public async Task Row_authorization_of_Cloud_Block_Storage()
    {
        await ReadyAsync();
        Revoke("server-protect", "kms");

        await Refused(_ => { }, "No authorization lets Cloud Block Storage", KeyProtect, "Reader");
    }

    [Fact]
    public async Task Row_API_key_may_unwrap()
    {
        await ReadyAsync();
        Revoke(ServiceIamId, "kms");

        await Refused(_ => { }, "ibmApiKey", ServiceIamId, "may not unwrap");
    }

    [Fact]
    public async Task Row_the_importing_user_has_a_policy_on_Key_Protect()
    {
        await ReadyAsync();
        Revoke(Cloud.State.Iam.Importer.IamId, "kms");

        await Refused(_ => { }, "The importing user", Emulator.SoftLayerUser);

        Cloud.Options.Switches.ImportNeedsUserPolicy = false;
        (await ImportAsync(Configuration())).Status.Should().Be(200);
    }

    [Fact]
    public async Task Row_the_WDEK_unwraps_with_this_root_key()
    {
        await ReadyAsync();
        var other = await CreateKeyAsync(KeyProtect, Region, extractable: false);

        await Refused(configuration => configuration["crkCrn"] = KeyCrn(other), "wrappedDek does not unwrap");
        await Refused(configuration => configuration["wrappedDek"] = "bm90IGEgV0RFSw==", "wrappedDek does not unwrap");
        await Refused(configuration => configuration["wrappedDek"] = null, "wrappedDek is missing");
    }

    [Fact]
    public async Task Row_the_WDEK_was_wrapped_without_additional_data()
    {
        await ReadyAsync();
        var withData = await WrapAsync(KeyProtect, Region, RootKey, Dek, "purpose");

        await Refused(configuration => configuration["wrappedDek"] = withData, "wrappedDek does not unwrap", "without additional data");
    }

    [Fact]
    public async Task Row_the_unwrapped_key_has_32_or_64_bytes()
    {
        await ReadyAsync();
        var odd = await WrapAsync(KeyProtect, Region, RootKey, Dek[..48]);

        await Refused(configuration => configuration["wrappedDek"] = odd, "48 bytes");
    }

    [Fact]
    public async Task Row_the_fingerprint_is_that_of_the_unwrapped_key()
    {
        await ReadyAsync();
        var other = await WrapAsync(KeyProtect, Region, RootKey, [.. Dek.Reverse()]);

        await Refused(configuration => configuration["wrappedDek"] = other, "fingerprint");
    }

    [Fact]
    public async Task Row_the_file_is_encrypted_at_all()
    {
        await ReadyAsync();
        await PutAsync("debian.vhd-0.vhd", await PlainVhdAsync());

        await Refused(_ => { }, "isEncrypted is true, but the object is not encrypted");
    }

    [Fact]
    public async Task Row_an_encrypted_file_is_not_imported_as_a_plain_one()
    {
        await ReadyAsync();

        await Refused(configuration => configuration["isEncrypted"] = false, "isEncrypted is false, but the object is encrypted");
    }

    [Fact]
    public async Task Row_LUKS_is_refused_since_2019()
    {
        await ReadyAsync();
        await PutAsync("luks.vhd", await LuksAsync(System.Text.Encoding.ASCII.GetBytes(Convert.ToBase64String(Dek)), Luks.LuksVersion.Luks2));

        await Refused(configuration => configuration["uri"] = "cos://us-south/images/luks.vhd", "no encrypted VHD", "2019");
    }

    [Fact]
    public async Task Row_encrypted_Red_Hat_needs_an_own_licence()
    {
        await ReadyAsync();

        await Refused(configuration => configuration["operatingSystemReferenceCode"] = "REDHAT_9_64", "byol");
        (await ImportAsync(configuration => (configuration["operatingSystemReferenceCode"], configuration["byol"]) = ("REDHAT_9_64", true))).Status.Should().Be(200);
    }

    [Fact]
    public async Task Row_Windows_has_cloud_init_or_an_own_licence()
    {
        await ReadyAsync();

        await Refused(configuration => (configuration["operatingSystemReferenceCode"], configuration["byol"]) = ("WIN_2022-STD_64", true), "cloudInit and byol");
    }

    [Fact]
    public async Task A_plain_VHD_is_imported_without_any_key()
    {
        await ReadyAsync();
        await PutAsync("plain.vhd", await PlainVhdAsync());
        var plain = new JsonObject
        {
            ["name"] = "plain",
            ["operatingSystemReferenceCode"] = "DEBIAN_12_64",
            ["uri"] = "cos://us-south/images/plain.vhd",
            ["ibmApiKey"] = ServiceKey,
            ["isEncrypted"] = 0,
        };

        var answer = await ImportAsync(plain);

        answer.Status.Should().Be(200, answer.Error);
        (await GetAsync($"{Templates}/{answer["id"]}/isEncrypted.json")).Body!.GetValue<bool>().Should().BeFalse();
    }

    [Fact]
    public async Task Nothing_that_was_refused_leaves_a_template()
    {
        await ReadyAsync();
        await ImportAsync(configuration => configuration["wrappedDek"] = "bm90IGEgV0RFSw==");

        (await GetAsync($"{Account}/getPrivateBlockDeviceTemplateGroups.json")).Rows.Should().BeEmpty();
    }

    private async Task Refused(Action<JsonObject> change, params string[] words)
    {
        var answer = await ImportAsync(change);

        answer.Status.Should().Be(500);
        answer.Code.Should().Be("SoftLayer_Exception_Public", answer.Error);
        foreach (var word in words)
        {
            answer.Error.Should().Contain(word);
        }

        answer.Error.Should().NotContain(ServiceKey).And.NotContain(Convert.ToBase64String(Dek));
    }
}
