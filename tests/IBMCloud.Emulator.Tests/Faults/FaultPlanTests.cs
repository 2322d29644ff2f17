using System.Net;

namespace IBMCloud.Emulator.Tests.Faults;

public sealed class FaultPlanTests : EmulatorTest
{
    [Fact]
    public async Task A_429_with_Retry_After_strikes_once_and_speaks_the_services_dialect()
    {
        var fault = Emulator.Faults.Add(EmulatedService.Iam, "POST /identity/token", Fault.TooManyRequests("2"));

        using var first = await LogInAsync(Cloud.State.Iam.OwnerApiKey);
        using var second = await LogInAsync(Cloud.State.Iam.OwnerApiKey);

        first.StatusCode.Should().Be(HttpStatusCode.TooManyRequests);
        first.Headers.RetryAfter!.Delta.Should().Be(TimeSpan.FromSeconds(2));
        (await JsonAsync(first))["errorCode"].Should().NotBeNull();
        second.StatusCode.Should().Be(HttpStatusCode.OK);
        fault.Hits.Should().Be(1);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(418)]
    public async Task Any_error_status_can_be_planned(int status)
    {
        Emulator.Faults.Add(EmulatedService.Iam, "* /identity/*", Fault.Status(status));

        using var response = await LogInAsync(Cloud.State.Iam.OwnerApiKey);

        ((int)response.StatusCode).Should().Be(status);
    }

    [Fact]
    public async Task A_fault_lets_the_first_requests_pass_when_told_to()
    {
        Emulator.Faults.Add(EmulatedService.Iam, "POST /identity/token", Fault.InternalError(), times: 2, skip: 1);

        var statuses = new List<int>();
        for (var i = 0; i < 4; i++)
        {
            using var response = await LogInAsync(Cloud.State.Iam.OwnerApiKey);
            statuses.Add((int)response.StatusCode);
        }

        statuses.Should().Equal(200, 500, 500, 200);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_reset_loses_the_answer(bool before)
    {
        Emulator.Faults.Add(EmulatedService.Iam, "POST /identity/token", before ? Fault.ResetBefore() : Fault.ResetAfter());

        var call = () => LogInAsync(Cloud.State.Iam.OwnerApiKey);

        await call.Should().ThrowAsync<HttpRequestException>();
        Emulator.Requests.Should().ContainSingle().Which.Status.Should().Be(0);
    }

    [Fact]
    public async Task A_truncated_body_ends_before_its_length()
    {
        Emulator.Faults.Add(EmulatedService.Iam, "POST /identity/token", Fault.TruncatedBody(5));

        var call = () => LogInAsync(Cloud.State.Iam.OwnerApiKey);

        await call.Should().ThrowAsync<HttpRequestException>();
    }

    [Fact]
    public async Task A_slow_answer_waits_for_the_emulators_clock()
    {
        Emulator.Faults.Add(EmulatedService.Iam, "POST /identity/token", Fault.Slow(TimeSpan.FromHours(1)));

        var call = LogInAsync(Cloud.State.Iam.OwnerApiKey);
        while (!call.IsCompleted)
        {
            Emulator.Clock.Advance(TimeSpan.FromHours(1));
            await Task.Yield();
        }

        (await call).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_error_can_come_inside_a_200()
    {
        Emulator.Faults.Add(EmulatedService.Iam, "POST /identity/token", Fault.ErrorInOk());

        using var response = await LogInAsync(Cloud.State.Iam.OwnerApiKey);

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        (await JsonAsync(response))["errorCode"].Should().NotBeNull();
    }

    [Fact]
    public async Task A_success_can_be_empty()
    {
        Emulator.Faults.Add(EmulatedService.Iam, "POST /identity/token", Fault.EmptyOk());

        using var response = await LogInAsync(Cloud.State.Iam.OwnerApiKey);

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        (await response.Content.ReadAsByteArrayAsync(Cancel)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_late_answer_comes_after_its_effect()
    {
        Emulator.Faults.Add(EmulatedService.Iam, "POST /identity/token", Fault.LateAnswer(TimeSpan.FromHours(1)));

        var call = LogInAsync(Cloud.State.Iam.OwnerApiKey);
        while (Emulator.Requests.Count == 0)
        {
            await Task.Yield();
        }

        call.IsCompleted.Should().BeFalse();
        Emulator.Clock.Advance(TimeSpan.FromHours(2));
        using var response = await call;
        (await JsonAsync(response))["access_token"].Should().NotBeNull();
    }

    [Fact]
    public async Task A_planned_expired_token_is_a_401()
    {
        Emulator.Faults.Add(EmulatedService.Iam, "POST /identity/token", Fault.ExpiredToken());

        using var response = await LogInAsync(Cloud.State.Iam.OwnerApiKey);

        response.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public void A_route_without_a_method_is_refused()
    {
        var plan = () => Emulator.Faults.Add(EmulatedService.Iam, "/identity/token", Fault.InternalError());

        plan.Should().Throw<ArgumentException>().WithMessage("*POST /api/v2/keys*");
    }
}
