using System.Text.Json.Nodes;

namespace IBMCloud.ActivityTracker.Tests.Events;

public sealed class CadfReaderTests
{
    private const string Event = """
        {"eventTime":"2026-11-24T22:48:34.12+0000","action":"kms.secrets.unwrap","outcome":"success","severity":"normal","message":"Key Protect: unwrap [success]",
         "initiator":{"id":"iam-ServiceId-1","name":"server-protect","typeURI":"service/security/account/serviceid","credential":{"type":"s2s-authorization"},"host":{"address":"10.0.0.1","addressType":"CSE"}},
         "target":{"id":"crn:v1:bluemix:public:kms:us-south:a/1:2:key:3","name":"my key","typeURI":"kms/secrets"},
         "reason":{"reasonCode":200,"reasonType":"OK"},"correlationId":"c-1","unknown":{"more":[1]}}
        """;

    [Fact]
    public void An_event_is_read_with_all_its_parts() => CadfReader.TryRead(Event, "here").Should().BeEquivalentTo(new AuditEvent
    {
        Time = new DateTimeOffset(2026, 11, 24, 22, 48, 34, 120, TimeSpan.Zero),
        Action = "kms.secrets.unwrap",
        Outcome = "success",
        Severity = "normal",
        Message = "Key Protect: unwrap [success]",
        Initiator = new AuditInitiator { Id = "iam-ServiceId-1", Name = "server-protect", CredentialType = "s2s-authorization", Address = "10.0.0.1" },
        Target = new AuditTarget { Id = "crn:v1:bluemix:public:kms:us-south:a/1:2:key:3", Name = "my key", TypeUri = "kms/secrets" },
        ReasonCode = 200,
        ReasonType = "OK",
        CorrelationId = "c-1",
        Source = "here",
    });

    [Theory]
    [InlineData("message")]
    [InlineData("event")]
    [InlineData("json")]
    [InlineData("user_data")]
    public void An_event_inside_a_log_line_is_found_as_an_object_and_as_text(string wrapper)
    {
        var asObject = new JsonObject { ["level"] = "info", [wrapper] = JsonNode.Parse(Event) }.ToJsonString();
        var asText = new JsonObject { ["level"] = "info", [wrapper] = Event }.ToJsonString();

        CadfReader.TryRead(asObject, "")!.Action.Should().Be("kms.secrets.unwrap");
        CadfReader.TryRead(asText, "")!.Action.Should().Be("kms.secrets.unwrap");
    }

    [Theory]
    [InlineData("2026-11-24T22:48:34+0000")]
    [InlineData("2026-11-24T22:48:34.000Z")]
    [InlineData("2026-11-24T16:48:34-06:00")]
    [InlineData("2026-11-24T16:48:34.00-0600")]
    public void Every_form_of_time_is_read(string time) =>
        CadfReader.TryRead(new JsonObject { ["action"] = "a.b.c", ["eventTime"] = time }.ToJsonString(), "")!.Time
            .Should().Be(new DateTimeOffset(2026, 11, 24, 22, 48, 34, TimeSpan.Zero));

    [Theory]
    [InlineData("")]
    [InlineData("plain text")]
    [InlineData("{\"action\":\"a.b.c\"}")]
    [InlineData("{\"action\":\"a.b.c\",\"eventTime\":\"yesterday\"}")]
    [InlineData("{\"message\":\"{\\\"message\\\":\\\"{not json\\\"}\"}")]
    [InlineData("[1,2,3]")]
    [InlineData("{\"action\":1,\"eventTime\":2}")]
    public void What_is_no_event_is_none(string line) => CadfReader.TryRead(line, "").Should().BeNull();

    [Fact]
    public void A_status_as_text_and_missing_parts_are_taken()
    {
        var read = CadfReader.TryRead("""{"eventTime":"2026-11-24T22:48:34+0000","action":"a.b.c","reason":{"reasonCode":"403"},"initiator":{},"target":null}""", "")!;

        read.ReasonCode.Should().Be(403);
        read.Initiator.Should().BeNull();
        read.Target.Should().BeNull();
    }
}
