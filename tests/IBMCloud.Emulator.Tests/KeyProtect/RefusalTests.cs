namespace IBMCloud.Emulator.Tests.KeyProtect;

public sealed class RefusalTests : KeyProtectHttpTest
{
    [Fact]
    public async Task The_instance_must_be_named_exist_and_be_in_the_ports_region()
    {
        await NewKeyAsync();

        (await RefusalAsync(SendAsync("GET", "keys", instance: ""))).Status.Should().Be(400);
        (await RefusalAsync(SendAsync("GET", "keys", instance: $"crn:v1:bluemix:public:kms:us-south:a/{Emulator.AccountId}:{InstanceGuid}::"))).Status.Should().Be(400);
        (await RefusalAsync(SendAsync("GET", "keys", instance: Guid.NewGuid().ToString()))).Status.Should().Be(404);
        (await RefusalAsync(SendAsync("GET", "keys", region: "eu-de"))).Status.Should().Be(404);
    }

    [Theory]
    [InlineData("", 400, "NO_BODY_ERR")]
    [InlineData("not json", 400, "BAD_BODY_ERR")]
    [InlineData("""{"metadata":{"collectionTotal":2},"resources":[{"name":"two"},{"name":"keys"}]}""", 400, "BAD_BODY_ERR")]
    [InlineData("""{"metadata":{"collectionTotal":2},"resources":[{"type":"application/vnd.ibm.kms.key+json","name":"one"}]}""", 400, "BAD_BODY_ERR")]
    [InlineData("""{"metadata":{"collectionTotal":1},"resources":[{"type":"application/vnd.ibm.kms.key+json","name":"x"}]}""", 400, "INVALID_FIELD_ERR")]
    [InlineData("""{"metadata":{"collectionTotal":1},"resources":[{"name":"no type"}]}""", 400, "INVALID_FIELD_ERR")]
    [InlineData("""{"metadata":{"collectionTotal":1},"resources":[{"type":"application/vnd.ibm.kms.key+json","name":"15 bytes","extractable":false,"payload":"AAECAwQFBgcICQoLDA0O"}]}""", 400, "INVALID_FIELD_ERR")]
    [InlineData("""{"metadata":{"collectionTotal":1},"resources":[{"type":"application/vnd.ibm.kms.key+json","name":"no base64","extractable":false,"payload":"AAEC AwQF"}]}""", 400, "INVALID_FIELD_ERR")]
    [InlineData("""{"metadata":{"collectionTotal":1},"resources":[{"type":"application/vnd.ibm.kms.key+json","name":"past","expirationDate":"2001-01-01T00:00:00Z"}]}""", 400, "INVALID_FIELD_ERR")]
    [InlineData("""{"metadata":{"collectionTotal":1},"resources":[{"type":"application/vnd.ibm.kms.key+json","name":"alias","aliases":["wrap"]}]}""", 400, "INVALID_FIELD_ERR")]
    [InlineData("""{"metadata":{"collectionTotal":1},"resources":[{"type":"application/vnd.ibm.kms.key+json","name":"token","extractable":false,"payload":"AAECAwQFBgcICQoLDA0ODw==","encryptedNonce":"AAEC","iv":"AAEC","encryptionAlgorithm":"RSAES_OAEP_SHA_256"}]}""", 409, "IMPORT_TOKEN_EXPIRED_ERR")]
    public async Task A_key_that_cannot_be_made_is_refused_and_not_made(string body, int status, string code)
    {
        (await RefusalAsync(SendAsync("POST", "keys", body))).Should().Be((status, code));

        using var list = await SendAsync("GET", "keys");
        (await JsonAsync(list))["resources"]!.AsArray().Should().BeEmpty();
    }

    [Theory]
    [InlineData("wrap", """{"plaintext":"not base64!"}""", 400, "INVALID_FIELD_ERR")]
    [InlineData("unwrap", """{"ciphertext":"not base64!"}""", 400, "INVALID_FIELD_ERR")]
    [InlineData("unwrap", "{}", 400, "INVALID_FIELD_ERR")]
    [InlineData("unwrap", """{"ciphertext":"AAEC"}""", 422, "UNPROCESSABLE_CIPHERTEXT_ERR")]
    [InlineData("rewrap", """{"ciphertext":"e30="}""", 422, "UNPROCESSABLE_CIPHERTEXT_ERR")]
    [InlineData("wrap", """{"aad":[1]}""", 400, "BAD_BODY_ERR")]
    [InlineData("rotate", """{"payload":"AAECAwQFBgcICQoLDA0ODw=="}""", 400, "INVALID_FIELD_ERR")]
    [InlineData("enable", "", 409, "KEY_ACTION_INVALID_STATE_ERR")]
    [InlineData("setKeyForDeletion", "", 409, "NOT_DUAL_AUTH_ERR")]
    public async Task An_action_that_cannot_be_done_is_refused_with_its_code(string action, string body, int status, string code)
    {
        var id = (string)(await NewKeyAsync())["id"]!;

        (await RefusalAsync(SendAsync("POST", $"keys/{id}/actions/{action}", body))).Should().Be((status, code));
    }

    [Fact]
    public async Task Standard_keys_unknown_keys_and_deleted_keys_each_have_their_answer()
    {
        var standard = (string)(await NewKeyAsync("\"extractable\":true"))["id"]!;
        var root = (string)(await NewKeyAsync())["id"]!;
        using var deleted = await SendAsync("DELETE", $"keys/{root}");

        (await RefusalAsync(SendAsync("POST", $"keys/{standard}/actions/wrap"))).Should().Be((400, "KEY_ROOT_REQ_ERR"));
        (await RefusalAsync(SendAsync("GET", $"keys/{Guid.NewGuid()}/metadata"))).Status.Should().Be(404);
        (await RefusalAsync(SendAsync("POST", $"keys/{root}/actions/wrap"))).Should().Be((410, "KEY_DELETED_ERR"));
        (await RefusalAsync(SendAsync("DELETE", $"keys/{root}"))).Should().Be((410, "KEY_DELETED_ERR"));
        (await RefusalAsync(SendAsync("GET", $"keys/{root}"))).Should().Be((410, "KEY_DELETED_ERR"));
        using var metadata = await SendAsync("GET", $"keys/{root}/metadata");
        ((int)metadata.StatusCode).Should().Be(200);
    }

    [Theory]
    [InlineData("PUT", "keys/{id}/policies?policy=rotation", """{"metadata":{"collectionTotal":2},"resources":[{"rotation":{"interval_month":1}}]}""", "COLLECTION_TOTAL_MISMATCH_ERR")]
    [InlineData("PUT", "keys/{id}/policies?policy=rotation", """{"metadata":{"collectionTotal":1},"resources":[{"dualAuthDelete":{"enabled":true}}]}""", "BODY_QUERY_PARAM_MISMATCH_ERR")]
    [InlineData("PUT", "keys/{id}/policies", """{"metadata":{"collectionTotal":1},"resources":[{"rotation":{"interval_month":13}}]}""", "INVALID_FIELD_ERR")]
    [InlineData("PUT", "instance/policies?policy=metrics", """{"metadata":{"collectionTotal":1},"resources":[{"policy_type":"rotation","policy_data":{"enabled":false}}]}""", "BODY_QUERY_PARAM_MISMATCH_ERR")]
    [InlineData("PUT", "instance/policies", """{"metadata":{"collectionTotal":2},"resources":[{},{}]}""", "NUM_COLLECTION_RESOURCE_ERR")]
    [InlineData("PUT", "instance/policies", """{"metadata":{"collectionTotal":1},"resources":[{"policy_type":"allowedIP","policy_data":{"enabled":true}}]}""", "INVALID_FIELD_ERR")]
    [InlineData("GET", "keys?limit=5001", "", "INVALID_FIELD_ERR")]
    [InlineData("GET", "keys?state=4", "", "INVALID_FIELD_ERR")]
    [InlineData("GET", "keys?sort=colour", "", "INVALID_FIELD_ERR")]
    [InlineData("GET", "keys?filter=creationDate%3Dgt%3Ayesterday", "", "INVALID_FIELD_ERR")]
    [InlineData("POST", "import_token", """{"expiration":299}""", "INVALID_FIELD_ERR")]
    [InlineData("POST", "import_token", """{"maxAllowedRetrievals":501}""", "INVALID_FIELD_ERR")]
    public async Task What_is_out_of_range_is_a_400_with_its_code(string method, string path, string body, string code)
    {
        var id = (string)(await NewKeyAsync())["id"]!;

        (await RefusalAsync(SendAsync(method, path.Replace("{id}", id, StringComparison.Ordinal), body))).Should().Be((400, code));
    }

    [Fact]
    public async Task Only_a_service_writes_registrations_and_a_huge_body_is_not_read()
    {
        var id = (string)(await NewKeyAsync())["id"]!;

        (await RefusalAsync(SendAsync("POST", $"keys/{id}/registrations/crn%3Av1"))).Should().Be((403, "SERVICE_ONLY_ERR"));

        // The client asks before it sends: a connection that is closed under a body half sent would be an error of its own.
        using var huge = await SendAsync("POST", $"keys/{id}/actions/wrap", new string(' ', 2 << 20), headers: ("Expect", "100-continue"));
        ((int)huge.StatusCode).Should().Be(413);
    }

    [Fact]
    public async Task Fifty_rings_are_the_limit_and_each_has_its_own_name()
    {
        for (var i = 0; i < 50; i++)
        {
            using var ring = await SendAsync("POST", $"key_rings/ring-{i}");
            ((int)ring.StatusCode).Should().Be(201);
        }

        (await RefusalAsync(SendAsync("POST", "key_rings/one-more"))).Status.Should().Be(409);
        (await RefusalAsync(SendAsync("POST", "key_rings/ring-1"))).Status.Should().Be(409);
    }
}
