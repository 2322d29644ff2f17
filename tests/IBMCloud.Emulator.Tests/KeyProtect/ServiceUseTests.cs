using IBMCloud.Emulator.Access;
using IBMCloud.Emulator.Hosting;
using IBMCloud.Primitives;

namespace IBMCloud.Emulator.Tests.KeyProtect;

/// <summary>What image import and encrypted buckets do with keys: as a service by its authorization, or as the identity of an API key.</summary>
public sealed class ServiceUseTests : KeyProtectHttpTest
{
    private Identity BlockStorage => Identity.OfService(Identity.ServerProtect, Emulator.AccountId);

    [Fact]
    public async Task Without_an_authorization_a_service_unwraps_nothing_and_with_one_it_does()
    {
        var crn = (string)(await NewKeyAsync())["crn"]!;
        using var dek = SecretBytes.Random(64);
        var wrapped = Cloud.State.KeyProtect.Wrap(Owner, crn, dek, "wrap");

        var refused = () => Cloud.State.KeyProtect.Unwrap(BlockStorage, crn, wrapped, "before");
        refused.Should().Throw<ServiceError>().WithMessage("*authorization policy*server-protect*").Which.Status.Should().Be(403);
        Authorize();
        using var opened = Cloud.State.KeyProtect.Unwrap(BlockStorage, crn, wrapped, "after");

        opened.FixedTimeEquals(dek.Span).Should().BeTrue();
        Cloud.State.Audit.Snapshot().Where(one => one.Initiator == Identity.ServerProtect).Select(one => (one.Action, one.Outcome, one.ReasonCode, one.CorrelationId))
            .Should().Equal((KeyProtectRoles.Unwrap, "failure", 403, "before"), (KeyProtectRoles.Unwrap, "success", 200, "after"));
    }

    [Fact]
    public async Task The_keys_state_its_region_and_its_kind_count_for_a_service_too()
    {
        Authorize();
        var key = await NewKeyAsync();
        var crn = (string)key["crn"]!;
        using var dek = SecretBytes.Random(32);
        var wrapped = Cloud.State.KeyProtect.Wrap(BlockStorage, crn, dek, "x");
        int Status(string of) => ((Action)(() => Cloud.State.KeyProtect.Unwrap(BlockStorage, of, wrapped, "x"))).Should().Throw<ServiceError>().Which.Status;

        Status(crn.Replace("us-south", "eu-de", StringComparison.Ordinal)).Should().Be(404);
        Status(crn[..^1] + "x").Should().Be(404);
        Status("crn:v1:bluemix:public:kms").Should().Be(400);
        Status((string)(await NewKeyAsync())["crn"]!).Should().Be(422, "another key did not wrap it");
        Status((string)(await NewKeyAsync("\"extractable\":true"))["crn"]!).Should().Be(400);
        using var disabled = await SendAsync("POST", $"keys/{(string)key["id"]!}/actions/disable");
        Status(crn).Should().Be(409);
        using var deleted = await SendAsync("DELETE", $"keys/{(string)key["id"]!}");
        Status(crn).Should().Be(410);
    }

    [Fact]
    public async Task Each_call_from_outside_leaves_an_audit_event_too()
    {
        var key = await NewKeyAsync();
        using var refused = await SendAsync("POST", $"keys/{(string)key["id"]!}/actions/unwrap", "{}", headers: ("Correlation-Id", "my-id"));

        Cloud.State.Audit.Snapshot().Should().ContainSingle(one => one.Action == KeyProtectRoles.Create && one.Outcome == "success" && one.Target == (string)key["crn"]!);
        Cloud.State.Audit.Snapshot().Should().ContainSingle(one => one.Action == KeyProtectRoles.Unwrap && one.Outcome == "failure" && one.CorrelationId == "my-id");
    }

    private Identity Owner => new(IdentityKind.User, Cloud.State.Iam.Owner.IamId, Emulator.AccountId);

    private void Authorize()
    {
        PolicyAttribute Is(string name, string value) => new(name, PolicyAttribute.StringEquals, value);
        var policy = new Policy
        {
            Id = Guid.NewGuid().ToString(),
            Type = Policy.AuthorizationType,
            Version = 2,
            Subject = [Is("serviceName", Identity.ServerProtect), Is("accountId", Emulator.AccountId)],
            Resource = [Is("accountId", Emulator.AccountId), Is("serviceName", "kms")],
            Roles = [RoleCatalog.ServicePrefix + "Reader"],
            CreatedAt = DateTimeOffset.UnixEpoch,
            CreatedBy = "test",
            ModifiedAt = DateTimeOffset.UnixEpoch,
            ModifiedBy = "test",
        };
        lock (Cloud.State.Gate)
        {
            Cloud.State.Iam.Policies.Add(policy.Id, policy);
        }
    }
}
