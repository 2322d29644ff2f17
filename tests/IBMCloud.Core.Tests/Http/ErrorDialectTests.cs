using System.Net;

namespace IBMCloud.Core.Tests.Http;

/// <summary>Every service's error body becomes the same exception.</summary>
public sealed class ErrorDialectTests
{
    public static TheoryData<string, string?, string?> Bodies => new()
    {
        { """{"errorCode":"BXNIM0415E","errorMessage":"Not found.","context":{"requestId":"id-1"}}""", "BXNIM0415E", "Not found" },
        { """{"context":{"transaction_id":"id-1"},"errors":[{"code":"x","message_code":"BXNIM0130E","message":"No such entity."}],"status_code":"404"}""", "BXNIM0130E", "No such entity" },
        { """{"trace":"id-1","errors":[{"code":"policy_conflict_error","message":"In the way."}]}""", "policy_conflict_error", "In the way" },
        { """{"error_code":"RC-NotFound","message":"No instance.","transaction_id":"id-1"}""", "RC-NotFound", "No instance" },
        { """{"metadata":{},"resources":[{"errorMsg":"Conflict: (KEY_DELETED_ERR)","reasons":[{"code":"KEY_DELETED_ERR","message":"The key is deleted.","status":410}]}]}""", "KEY_DELETED_ERR", "The key is deleted" },
        { """{"metadata":{},"resources":[{"errorMsg":"Unauthorized: no token."}]}""", null, "Unauthorized: no token" },
        { """{"error":"Object does not exist.","code":"SoftLayer_Exception_ObjectNotFound"}""", "SoftLayer_Exception_ObjectNotFound", "Object does not exist" },
        { "<html><body>502 Bad Gateway</body></html>", null, null },
        { "", null, null },
        { "[1]", null, null },
        { """{"errors":[],"message":7}""", null, null },
        { """{"errors":"text"}""", null, null },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task Code_and_text_are_the_services_own(string body, string? code, string? text)
    {
        using var server = new CannedServer(_ => new(409, body));
        using var answer = await AskAsync(server);

        var refusal = answer.ToException();

        refusal.Status.Should().Be(HttpStatusCode.Conflict);
        refusal.Code.Should().Be(code);
        refusal.IsRetryable.Should().BeFalse();
        refusal.CorrelationId.Should().NotBeNullOrEmpty();
        refusal.Message.Should().Contain(text ?? "Test refused to ask: 409").And.NotContain("<html>");
        refusal.Message.Should().EndWith("Read its present state, then decide again.");
    }

    [Theory]
    [InlineData(429, true)]
    [InlineData(408, true)]
    [InlineData(500, true)]
    [InlineData(503, true)]
    [InlineData(501, false)]
    [InlineData(400, false)]
    [InlineData(403, false)]
    public async Task Whether_a_repeat_may_help_follows_the_status(int status, bool retryable)
    {
        using var server = new CannedServer(_ => new(status));
        using var answer = await AskAsync(server);

        answer.ToException().IsRetryable.Should().Be(retryable);
    }

    [Fact]
    public async Task An_endless_text_is_cut_and_a_body_that_is_no_JSON_is_not_quoted()
    {
        using var server = new CannedServer(request => request.Path == "/long" ? new(400, $$"""{"message":"{{new string('x', 5000)}}"}""") : new(200, "secret, but no JSON"));
        using var refused = await AskAsync(server, "/long");
        using var odd = await AskAsync(server);

        refused.ToException().Message.Length.Should().BeLessThan(900);
        var read = () => odd.Read(static body => System.Text.Json.JsonDocument.Parse(body.ToArray()));
        read.Should().Throw<IbmCloudException>().Which.ToString().Should().NotContain("secret");
    }

    private static async Task<IbmCloudAnswer> AskAsync(CannedServer server, string path = "/")
    {
        // The body is in memory when the answer is there: client and server may go.
        using var http = IbmCloudHttp.Create("Test", server.Address, credential: null, new() { MaxRetries = 0 });
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Options.Set(IbmCloudRequest.WholeAnswer, true);
        return await IbmCloudAnswer.ReceiveAsync(http.SendAsync(request, TestContext.Current.CancellationToken), "Test", "ask");
    }
}
