namespace IBMCloud.Core.Tests.Http;

/// <summary>Who watches a flow of execution is told of the calls in it, and of no others.</summary>
public sealed class CallObserverTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_call_is_told_once_with_the_services_own_request_id()
    {
        var answers = 0;
        using var server = new CannedServer(_ => new(++answers == 1 ? 503 : 200) { Headers = new Dictionary<string, string> { ["Transaction-Id"] = $"of-answer-{answers}" } });
        using var http = Client(server);
        var calls = new List<IbmCloudCall>();

        using (IbmCloudCalls.Observe(calls.Add))
        {
            (await http.GetAsync(new Uri("/things?secret=x", UriKind.Relative), Cancel)).Dispose();
        }

        (await http.GetAsync(new Uri("/later", UriKind.Relative), Cancel)).Dispose();

        calls.Should().ContainSingle().Which.Should().BeEquivalentTo(
            new { Service = "Test", Operation = "GET /things", Method = "GET", Status = (int?)200, RequestId = "of-answer-2" });
    }

    [Fact]
    public async Task An_observer_further_out_is_told_too_and_a_flow_beside_is_not_mixed_in()
    {
        using var server = new CannedServer(_ => new(200));
        using var http = Client(server);
        List<IbmCloudCall> outer = [], left = [], right = [];

        using (IbmCloudCalls.Observe(call => { lock (outer) { outer.Add(call); } }))
        {
            await Task.WhenAll(Ask("/left", left), Ask("/right", right));
        }

        left.Should().ContainSingle().Which.Operation.Should().Be("GET /left");
        right.Should().ContainSingle().Which.Operation.Should().Be("GET /right");
        outer.Should().HaveCount(2);

        async Task Ask(string path, List<IbmCloudCall> calls)
        {
            using var watching = IbmCloudCalls.Observe(calls.Add);
            (await http.GetAsync(new Uri(path, UriKind.Relative), Cancel)).Dispose();
        }
    }

    [Fact]
    public async Task A_call_that_got_no_answer_is_told_with_the_id_that_it_was_sent_with()
    {
        using var transport = new Scripted(_ => throw new HttpRequestException("nobody there"));
        using var http = IbmCloudHttp.Create("Test", new Uri("http://127.0.0.1:9/"), null, new() { Transport = transport, MaxRetries = 0 });
        var calls = new List<IbmCloudCall>();
        using var watching = IbmCloudCalls.Observe(calls.Add);

        await FluentActions.Awaiting(() => http.GetAsync(new Uri("/things", UriKind.Relative), Cancel)).Should().ThrowAsync<IbmCloudTransportException>();

        calls.Should().ContainSingle().Which.Status.Should().BeNull();
        calls[0].RequestId.Should().HaveLength(36);
    }

    private static HttpClient Client(CannedServer server) => IbmCloudHttp.Create(
        "Test", server.Address, null, new() { RetryDelay = TimeSpan.FromMilliseconds(1), MaxRetryDelay = TimeSpan.FromMilliseconds(1) });
}
