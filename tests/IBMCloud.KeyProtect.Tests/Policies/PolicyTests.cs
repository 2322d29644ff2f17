namespace IBMCloud.KeyProtect.Tests.Policies;

public sealed class PolicyTests : KeyProtectTest
{
    [Fact]
    public async Task A_keys_rules_are_set_read_and_switched_off()
    {
        var key = await Client.CreateRootKeyAsync(new KeyDraft { Name = "with rules", RotationMonths = 4, NeedsDualAuthorization = true }, Cancel);

        (await Client.GetKeyPoliciesAsync(key.Id, Cancel)).Should().Be(new KeyPolicies { RotationMonths = 4, NeedsDualAuthorization = true });
        await Client.SetRotationAsync(key.Id, 12, Cancel);
        await Client.SetDualAuthorizationAsync(key.Id, needed: false, Cancel);
        (await Client.GetKeyPoliciesAsync(key.Id, Cancel)).Should().Be(new KeyPolicies { RotationMonths = 12 });
        await Client.SetRotationAsync(key.Id, null, Cancel);
        (await Client.GetKeyPoliciesAsync(key.Id, Cancel)).Should().Be(new KeyPolicies());
    }

    [Fact]
    public async Task An_imported_key_is_not_rotated_by_the_service()
    {
        using var material = Bytes(32);
        var key = await Client.ImportRootKeyAsync(new KeyDraft { Name = "mine" }, material, Cancel);

        (await ProblemOfAsync(() => Client.SetRotationAsync(key.Id, 1, Cancel))).Should().Be(KeyProtectProblem.InvalidRequest);
        var outOfRange = () => Client.SetRotationAsync(key.Id, 13, Cancel);
        await outOfRange.Should().ThrowAsync<ArgumentOutOfRangeException>();
    }

    [Fact]
    public async Task A_key_with_a_rotation_policy_has_new_versions_as_the_months_go_by()
    {
        var key = await Client.CreateRootKeyAsync(new KeyDraft { Name = "rotated", RotationMonths = 2 }, Cancel);
        using var dek = await Client.CreateDekAsync(key.Id, cancellationToken: Cancel);
        Emulator.Clock.Advance(TimeSpan.FromDays(130));

        using var opened = await Client.UnwrapAsync(key.Id, dek.Wrapped.Text, cancellationToken: Cancel);

        opened.Plaintext.FixedTimeEquals(dek.Key.Span).Should().BeTrue();
        opened.Rewrapped.Should().NotBeNull();
        (await Client.ListKeyVersionsAsync(key.Id, cancellationToken: Cancel).ToListAsync(Cancel)).Should().HaveCount(3);
    }

    [Fact]
    public async Task The_instances_rules_hold_for_keys_made_from_then_on()
    {
        (await Client.GetInstancePoliciesAsync(Cancel)).Should().BeEquivalentTo(new InstancePolicies());
        await Client.SetInstanceDualAuthorizationAsync(needed: true, Cancel);
        await Client.SetInstanceRotationAsync(6, Cancel);
        await Client.SetMetricsAsync(enabled: true, Cancel);
        var rules = new KeyCreationRules { CreateStandardKeys = false };
        await Client.SetKeyCreationRulesAsync(rules, Cancel);

        (await Client.GetInstancePoliciesAsync(Cancel)).Should().BeEquivalentTo(
            new InstancePolicies { NeedsDualAuthorization = true, RotationMonths = 6, Metrics = true, KeyCreation = rules });
        var key = await NewRootKeyAsync();
        key.NeedsDualAuthorization.Should().BeTrue();
        key.RotationMonths.Should().Be(6);
        await Client.SetInstanceRotationAsync(null, Cancel);
        await Client.SetInstanceDualAuthorizationAsync(needed: false, Cancel);
        (await NewRootKeyAsync()).Should().Match<Key>(one => !one.NeedsDualAuthorization && one.RotationMonths == null);
    }

    [Fact]
    public async Task Callers_from_elsewhere_are_shut_out()
    {
        var key = await NewRootKeyAsync();
        await Client.SetAllowedAddressesAsync(["10.0.0.0/8", "2001:db8::1"], Cancel);
        (await ProblemOfAsync(() => Client.GetKeyAsync(key.Id, Cancel))).Should().Be(KeyProtectProblem.AccessDenied);
        await Client.SetAllowedAddressesAsync(["10.0.0.0/8", "127.0.0.0/8"], Cancel);
        (await Client.GetKeyAsync(key.Id, Cancel)).Id.Should().Be(key.Id);
        await Client.SetAllowedAddressesAsync([], Cancel);
        (await Client.GetInstancePoliciesAsync(Cancel)).AllowedAddresses.Should().BeEmpty();

        await Client.SetPrivateNetworkOnlyAsync(privateOnly: true, Cancel);
        (await ProblemOfAsync(() => Client.GetKeyAsync(key.Id, Cancel))).Should().Be(KeyProtectProblem.AccessDenied);
        (await Client.GetInstancePoliciesAsync(Cancel)).PrivateNetworkOnly.Should().BeTrue();
        await Client.SetPrivateNetworkOnlyAsync(privateOnly: false, Cancel);
        (await Client.GetKeyAsync(key.Id, Cancel)).Id.Should().Be(key.Id);
    }
}
