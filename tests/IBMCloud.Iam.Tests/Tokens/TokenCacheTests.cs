using IBMCloud.Core;
using IBMCloud.Emulator;

namespace IBMCloud.Iam.Tests.Tokens;

public sealed class TokenCacheTests : IamTest
{
    private const int Callers = 1000;
    private static readonly TimeSpan Life = TimeSpan.FromHours(1);

    private int TokenRequests => Seen(EmulatedService.Iam, "POST", "/identity/token");

    protected override void Configure(EmulatorOptions options) => options.TokenLifetime = Life;

    [Fact]
    public async Task A_thousand_callers_at_the_first_use_ask_IAM_once()
    {
        var tokens = await AskAsync();

        tokens.Distinct().Should().ContainSingle();
        TokenRequests.Should().Be(1);
    }

    [Fact]
    public async Task A_thousand_callers_over_an_expiry_ask_IAM_once()
    {
        var old = await Owner.GetTokenAsync(Cancel);
        Emulator.Clock.Advance(Life);

        var tokens = await AskAsync();

        tokens.Distinct().Should().ContainSingle().Which.Should().NotBeSameAs(old);
        TokenRequests.Should().Be(2);
    }

    [Fact]
    public async Task Ahead_of_the_expiry_the_old_token_is_handed_out_and_one_request_renews_it_behind()
    {
        var old = await Owner.GetTokenAsync(Cancel);
        Emulator.Clock.Advance(Life * 0.85);

        var tokens = await AskAsync();
        var renewed = await UntilAsync(token => !ReferenceEquals(token, old));

        tokens.Should().Contain(old);
        tokens.Should().OnlyContain(token => ReferenceEquals(token, old) || ReferenceEquals(token, renewed));
        TokenRequests.Should().Be(2);
    }

    [Fact]
    public async Task While_IAM_is_away_the_old_token_serves_and_the_renewal_is_tried_once_a_minute()
    {
        var old = await Owner.GetTokenAsync(Cancel);
        var away = Emulator.Faults.Add(EmulatedService.Iam, "POST /identity/token", Fault.Status(400), times: 1000);
        Emulator.Clock.Advance(Life * 0.85);

        (await AskAsync()).Should().OnlyContain(token => ReferenceEquals(token, old));
        await UntilSeenAsync(2);
        (await AskAsync()).Should().OnlyContain(token => ReferenceEquals(token, old));
        away.Hits.Should().Be(1);
        Emulator.Clock.Advance(TimeSpan.FromSeconds(61));
        (await AskAsync()).Should().OnlyContain(token => ReferenceEquals(token, old));
        await UntilSeenAsync(3);
        Log.Text.Should().Contain("1102");
    }

    [Fact]
    public async Task After_a_failure_the_next_caller_tries_again()
    {
        Emulator.Faults.Add(EmulatedService.Iam, "POST /identity/token", Fault.Status(403));

        await RefusalAsync(async () => await Owner.GetTokenAsync(Cancel));

        (await Owner.GetTokenAsync(Cancel)).Should().NotBeNull();
    }

    [Fact]
    public async Task A_caller_who_gives_up_does_not_take_the_request_from_the_others()
    {
        Emulator.Faults.Add(EmulatedService.Iam, "POST /identity/token", Fault.Slow(TimeSpan.FromSeconds(1)));
        using var impatient = new CancellationTokenSource();
        var first = Owner.GetTokenAsync(impatient.Token).AsTask();
        var second = Owner.GetTokenAsync(Cancel).AsTask();
        await impatient.CancelAsync();

        await first.Awaiting(waiting => waiting).Should().ThrowAsync<OperationCanceledException>();
        Emulator.Clock.Advance(TimeSpan.FromSeconds(1));

        (await second).Should().NotBeNull();
        TokenRequests.Should().Be(1);
    }

    [Fact]
    public async Task A_machine_whose_wall_clock_is_hours_off_keeps_its_token_all_the_same()
    {
        foreach (var hours in (int[])[-10, 10])
        {
            var options = new IbmCloudClientOptions { Endpoints = Emulator.Endpoints, TimeProvider = new SkewedClock(TimeSpan.FromHours(hours)) };
            using var credential = new ApiKeyCredential(SecretString.FromString(Emulator.ApiKey), options);

            var one = await credential.GetTokenAsync(Cancel);

            (await credential.GetTokenAsync(Cancel)).Should().BeSameAs(one);
        }
    }

    [Fact]
    public async Task A_token_that_a_service_refuses_is_replaced_once_and_the_call_repeated_once()
    {
        await Owner.GetTokenAsync(Cancel);
        var refused = Emulator.Faults.Add(EmulatedService.Iam, "GET /v2/roles", Fault.ExpiredToken(), times: 100);

        var refusal = await RefusalAsync(() => Client.ListRolesAsync(Account, "kms", cancellationToken: Cancel));

        refusal.Status.Should().Be(System.Net.HttpStatusCode.Unauthorized);
        refused.Hits.Should().Be(2);
        TokenRequests.Should().Be(2);
    }

    private async Task<AccessToken[]> AskAsync() =>
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(async () => await Owner.GetTokenAsync(Cancel), Cancel)));

    private async Task<AccessToken> UntilAsync(Func<AccessToken, bool> done)
    {
        while (true)
        {
            var token = await Owner.GetTokenAsync(Cancel);
            if (done(token))
            {
                return token;
            }

            await Task.Yield();
        }
    }

    private async Task UntilSeenAsync(int requests)
    {
        // The log line of the failure comes after the request.
        while (TokenRequests < requests || Log.Lines.Count(line => line.Contains("TokenRenewalFailed", StringComparison.Ordinal) || line.Contains(" 1102 ", StringComparison.Ordinal)) < requests - 1)
        {
            await Task.Yield();
            Cancel.ThrowIfCancellationRequested();
        }
    }

    private sealed class SkewedClock(TimeSpan skew) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + skew;
    }
}
