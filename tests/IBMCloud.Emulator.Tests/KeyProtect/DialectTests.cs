using System.Text.Json.Nodes;

namespace IBMCloud.Emulator.Tests.KeyProtect;

/// <summary>What IBM's own Node client sends is accepted as it is, and answered in the form that the service documents.</summary>
public sealed class DialectTests : KeyProtectHttpTest
{
    [Fact]
    public async Task A_key_has_all_documented_members_and_lists_count_their_page()
    {
        var key = await NewKeyAsync("\"extractable\":false,\"aliases\":[\"one\"],\"description\":\"d\"");
        await NewKeyAsync();

        using var list = await SendAsync("GET", "keys?limit=1&offset=1&totalCount=true&state=1&extractable=false");
        var body = await JsonAsync(list);

        foreach (var member in (string[])["id", "type", "name", "description", "aliases", "state", "extractable", "crn", "imported", "creationDate", "createdBy", "lastUpdateDate", "keyVersion", "keyRingID", "algorithmType", "dualAuthDelete"])
        {
            key[member].Should().NotBeNull(member);
        }

        key["payload"].Should().BeNull();
        ((int)body["metadata"]!["collectionTotal"]!).Should().Be(1);
        ((int)body["metadata"]!["totalCount"]!).Should().Be(2);
        using var count = await SendAsync("HEAD", "keys?state=1");
        count.Headers.GetValues("Key-Total").Single().Should().Be("2");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("")]
    public async Task Wrap_without_a_plaintext_generates_32_bytes_with_an_empty_body_or_none(string body)
    {
        var id = (string)(await NewKeyAsync())["id"]!;

        using var response = await SendAsync("POST", $"keys/{id}/actions/wrap", body, "application/vnd.ibm.kms.key_action_wrap+json");

        Convert.FromBase64String((string)(await JsonAsync(response))["plaintext"]!).Should().HaveCount(32);
    }

    [Fact]
    public async Task The_old_form_of_an_action_works_and_rotate_needs_no_body()
    {
        var id = (string)(await NewKeyAsync())["id"]!;

        using var wrapped = await SendAsync("POST", $"keys/{id}?action=wrap", """{"plaintext":"AAECAwQFBgc="}""");
        var body = await JsonAsync(wrapped);
        using var rotated = await SendAsync("POST", $"keys/{id}/actions/rotate", "", "application/vnd.ibm.kms.key_action_rotate+json", headers: ("Prefer", "return=minimal"));

        body["plaintext"].Should().BeNull("it was given");
        ((int)rotated.StatusCode).Should().Be(204);
        using var unwrapped = await SendAsync("POST", $"keys/{id}/actions/unwrap", new JsonObject { ["ciphertext"] = (string)body["ciphertext"]! }.ToJsonString());
        var opened = await JsonAsync(unwrapped);
        ((string)opened["plaintext"]!).Should().Be("AAECAwQFBgc=");
        ((string)opened["rewrappedKeyVersion"]!["id"]!).Should().NotBe((string)opened["keyVersion"]!["id"]!);
    }

    [Fact]
    public async Task Prefer_decides_whether_a_body_comes_back()
    {
        using var minimal = await SendAsync("POST", "keys", Envelope("""{"type":"application/vnd.ibm.kms.key+json","name":"small","extractable":false}"""), headers: ("Prefer", "return=minimal"));
        var id = (string)(await NewKeyAsync())["id"]!;
        using var whole = await SendAsync("DELETE", $"keys/{id}?force=true", headers: ("Prefer", "return=representation"));
        var other = (string)(await NewKeyAsync())["id"]!;
        using var none = await SendAsync("DELETE", $"keys/{other}");

        (await minimal.Content.ReadAsStringAsync(Cancel)).Should().BeEmpty();
        ((int)(await JsonAsync(whole))["resources"]![0]!["state"]!).Should().Be(5);
        ((int)none.StatusCode).Should().Be(204);
    }

    [Theory]
    [InlineData("")]
    [InlineData("""{"metadata":{"collectionType":"application/vnd.ibm.kms.key+json","collectionTotal":1},"resources":[{"payload":"AAECAwQFBgcICQoLDA0ODw=="}]}""")]
    public async Task Restore_takes_no_body_or_the_keys_material_again(string body)
    {
        var id = (string)(await NewKeyAsync("\"extractable\":false,\"payload\":\"AAECAwQFBgcICQoLDA0ODw==\""))["id"]!;
        using var deleted = await SendAsync("DELETE", $"keys/{id}");
        Emulator.Clock.Advance(TimeSpan.FromMinutes(1));

        using var restored = await SendAsync("POST", $"keys/{id}/restore", body, "application/vnd.ibm.kms.key_action_restore+json");

        ((int)restored.StatusCode).Should().Be(201);
        ((int)(await JsonAsync(restored))["resources"]![0]!["state"]!).Should().Be(1);
    }

    [Fact]
    public async Task A_rotation_policy_without_enabled_is_on_and_rings_go_without_force()
    {
        var id = (string)(await NewKeyAsync())["id"]!;
        using var put = await SendAsync("PUT", $"keys/{id}/policies?policy=rotation", Envelope("""{"type":"application/vnd.ibm.kms.policy+json","rotation":{"interval_month":3}}""", type: "policy"));
        using var ring = await SendAsync("POST", "key_rings/team");
        using var gone = await SendAsync("DELETE", "key_rings/team");

        ((bool)(await JsonAsync(put))["resources"]![0]!["rotation"]!["enabled"]!).Should().BeTrue();
        ((int)ring.StatusCode).Should().Be(201);
        ((int)gone.StatusCode).Should().Be(204);
    }

    [Fact]
    public async Task A_resource_query_that_was_encoded_twice_is_understood()
    {
        var key = await NewKeyAsync();
        var bucket = $"crn:v1:bluemix:public:cloud-object-storage:global:a/{Emulator.AccountId}:{Guid.NewGuid()}:bucket:b";
        Cloud.State.KeyProtect.Register(new(Access.IdentityKind.User, Cloud.State.Iam.Owner.IamId, Emulator.AccountId), (string)key["crn"]!, bucket, preventKeyDeletion: false, "test");

        using var list = await SendAsync("GET", "keys/registrations?urlEncodedResourceCRNQuery=" + Uri.EscapeDataString(Uri.EscapeDataString(bucket)));

        (await JsonAsync(list))["resources"]!.AsArray().Should().ContainSingle();
    }
}
