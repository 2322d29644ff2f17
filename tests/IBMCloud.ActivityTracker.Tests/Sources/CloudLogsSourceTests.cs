using System.Net;
using IBMCloud.Core;
using IBMCloud.Emulator;
using IBMCloud.Iam;

namespace IBMCloud.ActivityTracker.Tests.Sources;

public sealed class CloudLogsSourceTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_the_account_did_is_read_from_the_log_service()
    {
        await using var cloud = await IbmCloudEmulator.StartAsync(new EmulatorOptions(), Cancel);
        using var key = SecretString.FromString(cloud.ApiKey);
        var options = new IbmCloudClientOptions { Endpoints = cloud.Endpoints, MaxRetries = 0 };
        using var credential = new ApiKeyCredential(key, options);
        using var iam = new IamClient(credential, options);
        var made = await iam.CreateServiceIdAsync(cloud.AccountId, "audited", "by a test", Cancel);
        await iam.DeleteServiceIdAsync(made.Id, Cancel);
        using var source = new CloudLogsSource(cloud.Address(EmulatedService.CloudLogs), credential, options);

        var events = await source.ReadAsync(Scope(days: 20), Cancel).ToListAsync(Cancel);

        events.Select(one => one.Action).Should().Equal("iam-identity.account-serviceid.create", "iam-identity.account-serviceid.delete");
        events.Should().OnlyContain(one => one.Outcome == "success" && one.Initiator!.Id.StartsWith("IBMid-", StringComparison.Ordinal) && one.CorrelationId != null);
        cloud.Requests.Count(one => one.Service == EmulatedService.CloudLogs).Should().Be(3, "a query reaches over 8 days at most");
    }

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    public async Task A_refusal_says_so_and_whether_a_repeat_may_help(int status)
    {
        await using var cloud = await IbmCloudEmulator.StartAsync(new EmulatorOptions(), Cancel);
        using var key = SecretString.FromString(cloud.ApiKey);
        var options = new IbmCloudClientOptions { Endpoints = cloud.Endpoints, MaxRetries = 0 };
        using var credential = new ApiKeyCredential(key, options);
        using var source = new CloudLogsSource(cloud.Address(EmulatedService.CloudLogs), credential, options);
        cloud.Faults.Add(EmulatedService.CloudLogs, "POST /v1/query", Fault.Status(status), times: 9);

        var read = async () => await source.ReadAsync(Scope(days: 1), Cancel).ToListAsync(Cancel);

        (await read.Should().ThrowAsync<IbmCloudException>()).Which.Should().Match<IbmCloudException>(e => e.Status == (HttpStatusCode)status && e.IsRetryable);
    }

    private static AuditScope Scope(int days) => new() { From = DateTimeOffset.UtcNow.AddDays(-days), To = DateTimeOffset.UtcNow.AddMinutes(5) };
}
