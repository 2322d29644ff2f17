using System.Net;

namespace IBMCloud.Core.Tests.Http;

/// <summary>The one handler chain, over a real socket.</summary>
public sealed class HttpChainTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_redirect_is_not_followed_and_the_token_stays_where_it_belongs()
    {
        using var elsewhere = new CannedServer(_ => new(200));
        using var server = new CannedServer(_ => new(302) { Headers = new Dictionary<string, string> { ["Location"] = elsewhere.Address.ToString() } });
        using var http = Client(server);

        using var answer = await http.GetAsync(new Uri("/things", UriKind.Relative), Cancel);

        answer.StatusCode.Should().Be(HttpStatusCode.Found);
        elsewhere.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task A_request_to_another_host_or_port_is_refused_before_anything_is_sent()
    {
        using var elsewhere = new CannedServer(_ => new(200));
        using var server = new CannedServer(_ => new(200));
        using var http = Client(server);

        var call = () => http.GetAsync(elsewhere.Address, Cancel);

        (await call.Should().ThrowAsync<IbmCloudException>()).WithMessage("*not the configured*IbmCloudEndpoints*");
        elsewhere.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task A_token_does_not_go_over_plain_http_to_another_machine()
    {
        var sent = false;
        using var transport = new Scripted(_ =>
        {
            sent = true;
            return new HttpResponseMessage(HttpStatusCode.OK);
        });
        var address = new Uri("http://example.test/");
        using var http = IbmCloudHttp.Create("Test", address, Token("t"), new() { Transport = transport });

        var call = () => http.GetAsync(address, Cancel);

        (await call.Should().ThrowAsync<IbmCloudException>()).WithMessage("*only https*");
        sent.Should().BeFalse();
    }

    [Theory]
    [InlineData("GET", 500, 5)]
    [InlineData("GET", 408, 5)]
    [InlineData("GET", 429, 5)]
    [InlineData("GET", 501, 1)]
    [InlineData("GET", 404, 1)]
    [InlineData("PUT", 502, 5)]
    [InlineData("DELETE", 503, 5)]
    [InlineData("POST", 429, 5)]
    [InlineData("POST", 503, 5)]
    [InlineData("POST", 500, 1)]
    [InlineData("POST", 504, 1)]
    [InlineData("PATCH", 500, 1)]
    public async Task Only_what_is_safe_is_repeated(string method, int status, int attempts)
    {
        using var server = new CannedServer(_ => new(status));
        using var http = Client(server);

        using var answer = await http.SendAsync(new HttpRequestMessage(new HttpMethod(method), "/things"), Cancel);

        ((int)answer.StatusCode).Should().Be(status);
        server.Requests.Should().HaveCount(attempts);
    }

    [Fact]
    public async Task A_POST_that_says_it_is_idempotent_is_repeated_with_the_same_body_and_correlation_id()
    {
        var left = 2;
        using var server = new CannedServer(_ => new(left-- > 0 ? 500 : 200));
        using var http = Client(server);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/things") { Content = new StringContent("the body") };
        request.Options.Set(IbmCloudRequest.Idempotent, true);

        using var answer = await http.SendAsync(request, Cancel);

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        server.Requests.Select(one => one.Body).Should().Equal("the body", "the body", "the body");
    }

    [Theory]
    [InlineData("3", 3)]
    [InlineData("999999999", 30)]
    [InlineData("Thu, 01 Jan 2026 00:00:10 GMT", 10)]
    [InlineData("Thu, 01 Jan 2099 00:00:00 GMT", 30)]
    [InlineData("Thu, 01 Jan 2015 00:00:00 GMT", 0)]
    public async Task Retry_After_is_followed_in_both_forms_and_capped(string retryAfter, int seconds)
    {
        var clock = new WaitRecorder(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var left = 1;
        using var transport = new Scripted(_ =>
        {
            var answer = new HttpResponseMessage(left-- > 0 ? HttpStatusCode.TooManyRequests : HttpStatusCode.OK);
            answer.Headers.TryAddWithoutValidation("Retry-After", retryAfter);
            return answer;
        });
        using var http = IbmCloudHttp.Create("Test", new Uri("https://example.test/"), Token("t"), new() { Transport = transport, TimeProvider = clock });

        using var answer = await http.GetAsync(new Uri("/things", UriKind.Relative), Cancel);

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        clock.Waits.Where(wait => wait < TimeSpan.FromSeconds(45)).Should().Equal(seconds == 0 ? [] : [TimeSpan.FromSeconds(seconds)]);
    }

    [Fact]
    public async Task Without_Retry_After_the_waits_grow_to_their_limit()
    {
        var clock = new WaitRecorder(DateTimeOffset.UnixEpoch);
        using var transport = new Scripted(_ => new HttpResponseMessage(HttpStatusCode.InternalServerError));
        var options = new IbmCloudClientOptions { Transport = transport, TimeProvider = clock, MaxRetries = 10, RetryDelay = TimeSpan.FromSeconds(1), MaxRetryDelay = TimeSpan.FromSeconds(20) };
        using var http = IbmCloudHttp.Create("Test", new Uri("https://example.test/"), Token("t"), options);

        using var answer = await http.GetAsync(new Uri("/things", UriKind.Relative), Cancel);

        var waits = clock.Waits.Where(wait => wait < TimeSpan.FromSeconds(45)).ToList();
        waits.Should().HaveCount(10).And.OnlyContain(wait => wait <= TimeSpan.FromSeconds(20));
        waits[^1].Should().BeGreaterThan(waits[0]);
    }

    [Fact]
    public async Task A_refused_token_is_replaced_once_and_the_request_repeated_once()
    {
        using var server = new CannedServer(request => new(request.Authorization == "Bearer fresh" ? 200 : 401));
        var credential = new Replaceable("stale", "fresh");
        using var http = IbmCloudHttp.Create("Test", server.Address, credential);

        using var answer = await http.PostAsync(new Uri("/things", UriKind.Relative), new StringContent("body"), Cancel);

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        server.Requests.Select(one => one.Authorization).Should().Equal("Bearer stale", "Bearer fresh");
        server.Requests.Should().OnlyContain(one => one.Body == "body");
    }

    [Fact]
    public async Task A_token_that_cannot_be_replaced_is_refused_once()
    {
        using var server = new CannedServer(_ => new(401));
        using var http = Client(server);

        using var answer = await http.GetAsync(new Uri("/things", UriKind.Relative), Cancel);

        answer.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        server.Requests.Should().ContainSingle();
    }

    [Fact]
    public async Task An_attempt_that_takes_too_long_ends_as_a_failure_that_says_so()
    {
        using var transport = new Scripted(_ => throw new InvalidOperationException("not reached")) { Hangs = true };
        using var http = IbmCloudHttp.Create("Test", new Uri("https://example.test/"), Token("t"),
            new() { Transport = transport, MaxRetries = 0, AttemptTimeout = TimeSpan.FromMilliseconds(20) });

        var call = () => http.PostAsync(new Uri("/things", UriKind.Relative), null, Cancel);

        var failure = (await call.Should().ThrowAsync<IbmCloudTransportException>()).Which;
        failure.MayHaveHadEffect.Should().BeTrue();
        failure.CorrelationId.Should().NotBeNullOrEmpty();
        failure.Message.Should().Contain("no answer within").And.Contain("look for its effect");
    }

    [Fact]
    public async Task A_callers_cancellation_stays_a_cancellation()
    {
        using var transport = new Scripted(_ => throw new InvalidOperationException("not reached")) { Hangs = true };
        using var http = IbmCloudHttp.Create("Test", new Uri("https://example.test/"), Token("t"), new() { Transport = transport });
        using var stop = new CancellationTokenSource();
        var call = http.GetAsync(new Uri("/things", UriKind.Relative), stop.Token);

        await stop.CancelAsync();

        await call.Awaiting(waiting => waiting).Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task A_host_that_is_not_there_has_had_no_effect()
    {
        var server = new CannedServer(_ => new(200));
        var address = server.Address;
        server.Dispose();
        using var http = IbmCloudHttp.Create("Test", address, Token("t"), new() { RetryDelay = TimeSpan.FromMilliseconds(1) });

        var call = () => http.PostAsync(new Uri("/things", UriKind.Relative), null, Cancel);

        var failure = (await call.Should().ThrowAsync<IbmCloudTransportException>()).Which;
        failure.MayHaveHadEffect.Should().BeFalse();
        failure.IsRetryable.Should().BeTrue();
    }

    [Fact]
    public async Task No_log_line_holds_a_token_a_query_or_a_body()
    {
        using var log = new CapturedLog();
        using var server = new CannedServer(_ => new(500, "secret answer"));
        using var http = IbmCloudHttp.Create("Test", server.Address, Token("secret-token"), new() { LoggerFactory = log.Factory(), MaxRetries = 1, RetryDelay = TimeSpan.Zero });

        using var answer = await http.PutAsync(new Uri("/things?key=secret-query", UriKind.Relative), new StringContent("secret body"), Cancel);

        log.Text.Should().Contain("/things").And.Contain("1001").And.Contain("1003").And.NotContain("secret");
    }

    private static StaticTokenCredential Token(string token) => new(SecretString.FromString(token));

    private static HttpClient Client(CannedServer server) => IbmCloudHttp.Create("Test", server.Address, Token("t"), new() { RetryDelay = TimeSpan.FromMilliseconds(1), MaxRetryDelay = TimeSpan.FromMilliseconds(5) });
}
