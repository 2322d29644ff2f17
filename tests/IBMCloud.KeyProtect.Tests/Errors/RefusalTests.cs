using System.Net;
using System.Text;
using IBMCloud.Core;

namespace IBMCloud.KeyProtect.Tests.Errors;

/// <summary>Every code that the service documents becomes a problem for code and a remedy for people, also those that an emulator has no reason to answer.</summary>
public sealed class RefusalTests
{
    [Theory]
    [InlineData(400, "BAD_BODY_ERR", null, KeyProtectProblem.InvalidRequest)]
    [InlineData(400, "NO_BODY_ERR", null, KeyProtectProblem.InvalidRequest)]
    [InlineData(400, "INVALID_FIELD_ERR", "plaintext", KeyProtectProblem.InvalidRequest)]
    [InlineData(400, "INVALID_FIELD_ERR", "ciphertext", KeyProtectProblem.CannotUnwrap)]
    [InlineData(400, "BEARER_SUB_EXTRACTION_ERR", null, KeyProtectProblem.InvalidRequest)]
    [InlineData(400, "KEY_ROOT_REQ_ERR", null, KeyProtectProblem.NotARootKey)]
    [InlineData(400, "KEY_IMPT_REQ_ERR", null, KeyProtectProblem.NeedsKeyMaterial)]
    [InlineData(400, "KEY_EXPIRED_ERR", null, KeyProtectProblem.KeyExpired)]
    [InlineData(400, "KEY_RESTORE_EXPIRED", null, KeyProtectProblem.RestorePeriodOver)]
    [InlineData(400, "KEY_PAYLOAD_REQ_ERR", null, KeyProtectProblem.NeedsKeyMaterial)]
    [InlineData(400, "INCORRECT_NONCE_ERR", null, KeyProtectProblem.WrongNonce)]
    [InlineData(400, "INCORRECT_NONCE_IV_ERR", null, KeyProtectProblem.WrongNonce)]
    [InlineData(400, "COLLECTION_TOTAL_MISMATCH_ERR", null, KeyProtectProblem.InvalidRequest)]
    [InlineData(400, "BODY_QUERY_PARAM_MISMATCH_ERR", null, KeyProtectProblem.InvalidRequest)]
    [InlineData(400, "NUM_COLLECTION_RESOURCE_ERR", null, KeyProtectProblem.InvalidRequest)]
    [InlineData(401, "UNAUTHORIZED_ERR", null, KeyProtectProblem.AccessDenied)]
    [InlineData(403, "FEATURE_RESTRICTED_ERR", null, KeyProtectProblem.AccessDenied)]
    [InlineData(403, "SERVICE_ONLY_ERR", null, KeyProtectProblem.AccessDenied)]
    [InlineData(403, "RESOURCE_OWNER_ERR", null, KeyProtectProblem.AccessDenied)]
    [InlineData(403, "CONFIG_RULE_CONFLICT_ERR", null, KeyProtectProblem.AccessDenied)]
    [InlineData(404, "KEY_NOT_FOUND_ERR", null, KeyProtectProblem.KeyNotFound)]
    [InlineData(409, "KEY_ACTION_INVALID_STATE_ERR", null, KeyProtectProblem.WrongState)]
    [InlineData(409, "KEY_CREATE_IMPORT_ACCESS_ERR", null, KeyProtectProblem.NotAllowedByInstancePolicy)]
    [InlineData(409, "PROTECTED_RESOURCE_ERR", null, KeyProtectProblem.ProtectsResources)]
    [InlineData(409, "PREV_KEY_DEL_ERR", null, KeyProtectProblem.ProtectsResources)]
    [InlineData(409, "AUTHORIZATIONS_NOT_MET", null, KeyProtectProblem.NeedsSecondAuthorization)]
    [InlineData(409, "NOT_DUAL_AUTH_ERR", null, KeyProtectProblem.NoDualAuthorization)]
    [InlineData(409, "IMPORT_TOKEN_EXPIRED_ERR", null, KeyProtectProblem.ImportTokenExpired)]
    [InlineData(409, "REQ_TOO_EARLY_ERR", null, KeyProtectProblem.TooEarly)]
    [InlineData(409, "KEY_ROTATION_NOT_PERMITTED", null, KeyProtectProblem.RotatedRecently)]
    [InlineData(410, "KEY_DELETED_ERR", null, KeyProtectProblem.KeyDestroyed)]
    [InlineData(422, "UNPROCESSABLE_CIPHERTEXT_ERR", null, KeyProtectProblem.CannotUnwrap)]
    [InlineData(422, "KEY_INVALID_STATE_ERR", null, KeyProtectProblem.WrongState)]
    [InlineData(422, "KEY_ROOT_REQ_REG_ERR", null, KeyProtectProblem.NotARootKey)]
    [InlineData(422, "KEY_VERSION_INVALID", null, KeyProtectProblem.InvalidRequest)]
    [InlineData(422, "INVALID_SIG_EXP_ERR", null, KeyProtectProblem.InvalidRequest)]
    [InlineData(500, "INCOMPLETE_METADATA_ERR", null, KeyProtectProblem.KeyDamaged)]
    public async Task A_documented_code_is_told_with_what_to_do(int status, string code, string? field, KeyProtectProblem expected)
    {
        var target = field is null ? "" : $$""","target":{"type":"field","name":"{{field}}"}""";
        var withReason = await ThrownAsync(status, $$"""{"metadata":{"collectionTotal":1},"resources":[{"errorMsg":"Refused: it is so. ({{code}})","reasons":[{"code":"{{code}}","message":"it is so.","status":{{status}}{{target}}}]}]}""");

        withReason.Should().BeOfType<KeyProtectException>().Which.Problem.Should().Be(expected);
        withReason.Code.Should().Be(code);
        withReason.Status.Should().Be((HttpStatusCode)status);
        withReason.Message.Should().StartWith("Key Protect refused to unwrap a key").And.Contain("it is so").And.EndWith(".");
        withReason.Message.Split("it is so. ")[1].Should().NotBeEmpty("there is something to do");
        withReason.IsRetryable.Should().Be(expected == KeyProtectProblem.TooEarly);
    }

    [Fact]
    public async Task A_code_in_the_text_alone_is_found()
    {
        var thrown = await ThrownAsync(409, """{"resources":[{"errorMsg":"Conflict: Action could not be performed on key (now). (KEY_ACTION_INVALID_STATE_ERR)"}]}""");

        thrown.Should().BeOfType<KeyProtectException>().Which.Problem.Should().Be(KeyProtectProblem.WrongState);
        thrown.Code.Should().Be("KEY_ACTION_INVALID_STATE_ERR");
    }

    [Theory]
    [InlineData(401, """{"resources":[{"errorMsg":"Unauthorized: The user does not have access to the specified resource"}]}""", KeyProtectProblem.AccessDenied)]
    [InlineData(404, "<html><body>not found</body></html>", KeyProtectProblem.KeyNotFound)]
    [InlineData(403, "", KeyProtectProblem.AccessDenied)]
    [InlineData(400, "[1, 2]", KeyProtectProblem.InvalidRequest)]
    [InlineData(400, """{"resources":"text"}""", KeyProtectProblem.InvalidRequest)]
    public async Task A_body_of_any_other_form_is_judged_by_its_status(int status, string body, KeyProtectProblem expected) =>
        (await ThrownAsync(status, body)).Should().BeOfType<KeyProtectException>().Which.Problem.Should().Be(expected);

    [Theory]
    [InlineData(502, "<html>bad gateway</html>")]
    [InlineData(429, "too many")]
    [InlineData(503, "")]
    public async Task What_may_go_by_itself_says_so(int status, string body) => (await ThrownAsync(status, body)).IsRetryable.Should().BeTrue();

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("not json")]
    [InlineData("""{"plaintext":"!!!"}""")]
    [InlineData("""{"plaintext":5}""")]
    public async Task A_success_that_is_none_is_an_error_that_repeats_nothing_of_the_body(string body)
    {
        var thrown = await ThrownAsync(200, body);

        thrown.Message.Should().Contain("unwrap a key").And.NotContain("!!!").And.NotContain("not json");
    }

    private static async Task<IbmCloudException> ThrownAsync(int status, string body)
    {
        using var transport = new Answering(status, body);
        using var token = SecretString.FromString("token");
        using var client = new KeyProtectClient(
            KeyProtectInstance.FromCrn(Crn.ForInstance("kms", "us-south", "0123456789abcdef0123456789abcdef", "11111111-2222-4333-8444-555555555555")),
            new StaticTokenCredential(token),
            new IbmCloudClientOptions { Transport = transport, MaxRetries = 0 });
        var call = () => client.UnwrapAsync("key", "YWJj", cancellationToken: TestContext.Current.CancellationToken);

        return (await call.Should().ThrowAsync<IbmCloudException>()).Which;
    }

    private sealed class Answering(int status, string body) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(
            new HttpResponseMessage((HttpStatusCode)status) { RequestMessage = request, Content = new StringContent(body, Encoding.UTF8, "application/json") });
    }
}
