using IBMCloud.Emulator.Access;

namespace IBMCloud.KeyProtect.Tests.Keys;

public sealed class KeyLifeTests : KeyProtectTest
{
    [Fact]
    public async Task A_suspended_key_does_nothing_and_wakes_up_after_30_seconds()
    {
        var key = await NewRootKeyAsync();
        using var dek = await Client.CreateDekAsync(key.Id, cancellationToken: Cancel);
        await Client.DisableKeyAsync(key.Id, Cancel);
        await Client.DisableKeyAsync(key.Id, Cancel);

        (await ProblemOfAsync(() => Client.UnwrapDekAsync(key.Id, dek.Wrapped, Cancel))).Should().Be(KeyProtectProblem.WrongState);
        (await ProblemOfAsync(() => Client.CreateDekAsync(key.Id, cancellationToken: Cancel))).Should().Be(KeyProtectProblem.WrongState);
        (await ProblemOfAsync(() => Client.EnableKeyAsync(key.Id, Cancel))).Should().Be(KeyProtectProblem.TooEarly);

        Emulator.Clock.Advance(TimeSpan.FromSeconds(31));
        await Client.EnableKeyAsync(key.Id, Cancel);
        await Client.EnableKeyAsync(key.Id, Cancel);
        using var again = await Client.UnwrapDekAsync(key.Id, dek.Wrapped, Cancel);
        again.FixedTimeEquals(dek.Key.Span).Should().BeTrue();
    }

    [Fact]
    public async Task An_expired_key_unwraps_and_rewraps_and_does_not_wrap()
    {
        var key = await Client.CreateRootKeyAsync(new KeyDraft { Name = "short", ExpiresAt = Emulator.Clock.GetUtcNow().AddHours(2) }, Cancel);
        using var dek = await Client.CreateDekAsync(key.Id, cancellationToken: Cancel);

        Emulator.Clock.Advance(TimeSpan.FromHours(2));

        (await Client.GetKeyAsync(key.Id, Cancel)).Should().Match<Key>(now => now.State == KeyState.Deactivated && now.CanUnwrap && !now.CanWrap);
        using var again = await Client.UnwrapDekAsync(key.Id, await Client.RewrapDekAsync(key.Id, dek.Wrapped, Cancel), Cancel);
        again.FixedTimeEquals(dek.Key.Span).Should().BeTrue();
        (await ProblemOfAsync(() => Client.WrapDekAsync(key.Id, dek.Key, Cancel))).Should().Be(KeyProtectProblem.WrongState);
    }

    [Fact]
    public async Task A_destroyed_key_comes_back_within_30_days_and_opens_what_it_wrapped()
    {
        var key = await NewRootKeyAsync();
        using var dek = await Client.CreateDekAsync(key.Id, cancellationToken: Cancel);
        await Client.DeleteKeyAsync(key.Id, KeyDeletion.UnlessRegistered, Cancel);
        await Client.DeleteKeyAsync(key.Id, KeyDeletion.UnlessRegistered, Cancel);

        (await ProblemOfAsync(() => Client.UnwrapDekAsync(key.Id, dek.Wrapped, Cancel))).Should().Be(KeyProtectProblem.KeyDestroyed);
        (await ProblemOfAsync(() => Client.RestoreKeyAsync(key.Id, Cancel))).Should().Be(KeyProtectProblem.TooEarly);
        Emulator.Clock.Advance(TimeSpan.FromDays(29));
        (await Client.GetKeyAsync(key.Id, Cancel)).Deletion!.RestorableUntil.Should().BeAfter(Emulator.Clock.GetUtcNow());
        (await Client.RestoreKeyAsync(key.Id, Cancel)).State.Should().Be(KeyState.Active);

        using var again = await Client.UnwrapDekAsync(key.Id, dek.Wrapped, Cancel);
        again.FixedTimeEquals(dek.Key.Span).Should().BeTrue();
    }

    [Fact]
    public async Task After_30_days_a_destroyed_key_is_purged_only_and_after_90_it_is_gone()
    {
        var key = await NewRootKeyAsync();
        await Client.DeleteKeyAsync(key.Id, KeyDeletion.UnlessRegistered, Cancel);
        Emulator.Clock.Advance(TimeSpan.FromDays(30));

        (await ProblemOfAsync(() => Client.RestoreKeyAsync(key.Id, Cancel))).Should().Be(KeyProtectProblem.RestorePeriodOver);
        Emulator.Clock.Advance(TimeSpan.FromDays(60));
        (await ProblemOfAsync(() => Client.GetKeyAsync(key.Id, Cancel))).Should().Be(KeyProtectProblem.KeyNotFound);
    }

    [Fact]
    public async Task A_key_that_expired_meanwhile_cannot_be_restored()
    {
        var key = await Client.CreateRootKeyAsync(new KeyDraft { Name = "short", ExpiresAt = Emulator.Clock.GetUtcNow().AddHours(2) }, Cancel);
        await Client.DeleteKeyAsync(key.Id, KeyDeletion.UnlessRegistered, Cancel);
        Emulator.Clock.Advance(TimeSpan.FromHours(3));

        (await ProblemOfAsync(() => Client.RestoreKeyAsync(key.Id, Cancel))).Should().Be(KeyProtectProblem.KeyExpired);
    }

    [Fact]
    public async Task A_purge_waits_four_hours_and_is_for_good()
    {
        var key = await NewRootKeyAsync();
        var purger = await ClientWithAsync("KeyPurge", "Manager");
        (await ProblemOfAsync(() => purger.PurgeKeyAsync(key.Id, Cancel))).Should().Be(KeyProtectProblem.WrongState);
        await Client.DeleteKeyAsync(key.Id, KeyDeletion.UnlessRegistered, Cancel);

        (await ProblemOfAsync(() => purger.PurgeKeyAsync(key.Id, Cancel))).Should().Be(KeyProtectProblem.TooEarly);
        Emulator.Clock.Advance(TimeSpan.FromHours(4));
        await purger.PurgeKeyAsync(key.Id, Cancel);

        (await ProblemOfAsync(() => Client.RestoreKeyAsync(key.Id, Cancel))).Should().Be(KeyProtectProblem.KeyNotFound);
    }

    [Fact]
    public async Task Two_people_delete_a_key_with_dual_authorization()
    {
        var key = await Client.CreateRootKeyAsync(new KeyDraft { Name = "two people", NeedsDualAuthorization = true }, Cancel);
        var other = await ClientWithAsync("Writer");
        (await ProblemOfAsync(() => Client.DeleteKeyAsync(key.Id, KeyDeletion.UnlessRegistered, Cancel))).Should().Be(KeyProtectProblem.NeedsSecondAuthorization);
        await Client.SetForDeletionAsync(key.Id, Cancel);
        (await ProblemOfAsync(() => Client.DeleteKeyAsync(key.Id, KeyDeletion.UnlessRegistered, Cancel))).Should().Be(KeyProtectProblem.NeedsSecondAuthorization);

        await other.SetForDeletionAsync(key.Id, Cancel);
        Emulator.Clock.Advance(TimeSpan.FromDays(7));
        (await ProblemOfAsync(() => Client.DeleteKeyAsync(key.Id, KeyDeletion.UnlessRegistered, Cancel))).Should().Be(KeyProtectProblem.NeedsSecondAuthorization, "7 days are over");
        await other.SetForDeletionAsync(key.Id, Cancel);
        await Client.DeleteKeyAsync(key.Id, KeyDeletion.UnlessRegistered, Cancel);

        (await Client.GetKeyAsync(key.Id, Cancel)).State.Should().Be(KeyState.Destroyed);
        var plain = await NewRootKeyAsync();
        (await ProblemOfAsync(() => Client.SetForDeletionAsync(plain.Id, Cancel))).Should().Be(KeyProtectProblem.NoDualAuthorization);
    }

    [Fact]
    public async Task A_key_that_protects_a_bucket_is_deleted_only_where_that_is_said()
    {
        var key = await NewRootKeyAsync();
        var bucket = $"crn:v1:bluemix:public:cloud-object-storage:global:a/{Emulator.AccountId}:{Guid.NewGuid()}:bucket:images";
        Register(key, bucket, prevents: false);

        (await Client.ListRegistrationsAsync(key.Id, cancellationToken: Cancel).ToListAsync(Cancel)).Should().ContainSingle().Which.Resource.ToString().Should().Be(bucket);
        (await Client.ListRegistrationsAsync(resourceCrn: bucket[..^6] + "*", cancellationToken: Cancel).ToListAsync(Cancel)).Should().ContainSingle();
        (await Client.ListRegistrationsAsync(preventsKeyDeletion: true, cancellationToken: Cancel).ToListAsync(Cancel)).Should().BeEmpty();
        (await ProblemOfAsync(() => Client.DeleteKeyAsync(key.Id, KeyDeletion.UnlessRegistered, Cancel))).Should().Be(KeyProtectProblem.ProtectsResources);
        await Client.DeleteKeyAsync(key.Id, KeyDeletion.EvenIfRegistered, Cancel);

        var locked = await NewRootKeyAsync();
        Register(locked, bucket, prevents: true);
        (await ProblemOfAsync(() => Client.DeleteKeyAsync(locked.Id, KeyDeletion.EvenIfRegistered, Cancel))).Should().Be(KeyProtectProblem.ProtectsResources);
    }

    [Fact]
    public async Task A_deletion_has_no_default_and_takes_no_alias()
    {
        var undecided = () => Client.DeleteKeyAsync(Guid.NewGuid().ToString(), default, Cancel);
        var byAlias = () => Client.DeleteKeyAsync("my-key", KeyDeletion.UnlessRegistered, Cancel);

        await undecided.Should().ThrowAsync<ArgumentOutOfRangeException>();
        await byAlias.Should().ThrowAsync<ArgumentException>().WithMessage("*FindKeyByAliasAsync*");
    }

    [Fact]
    public async Task An_alias_belongs_to_one_key_and_a_key_has_five()
    {
        var key = await NewRootKeyAsync("one", "a1", "a2", "a3", "a4");
        var other = await NewRootKeyAsync("other");
        await Client.AddAliasAsync(key.Id, "a5", Cancel);
        await Client.AddAliasAsync(key.Id, "a5", Cancel);

        (await ProblemOfAsync(() => Client.AddAliasAsync(key.Id, "a6", Cancel))).Should().Be(KeyProtectProblem.AliasInUse);
        (await ProblemOfAsync(() => Client.AddAliasAsync(other.Id, "a1", Cancel))).Should().Be(KeyProtectProblem.AliasInUse);
        await Client.RemoveAliasAsync(key.Id, "a1", Cancel);
        await Client.RemoveAliasAsync(key.Id, "a1", Cancel);
        await Client.AddAliasAsync(other.Id, "a1", Cancel);

        (await Client.FindKeyByAliasAsync("a1", Cancel))!.Id.Should().Be(other.Id);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("with space")]
    [InlineData("wrap")]
    [InlineData("0b2f4ab8-4c4f-4b8e-9f77-6bb7d04b2d5c")]
    public async Task What_is_no_alias_is_refused_before_anything_is_sent(string alias)
    {
        var add = () => Client.AddAliasAsync("key", alias, Cancel);

        await add.Should().ThrowAsync<ArgumentException>();
        Emulator.Requests.Should().BeEmpty();
    }

    private void Register(Key key, string resourceCrn, bool prevents)
    {
        var state = Emulator.Cloud.State;
        var owner = new Identity(IdentityKind.User, state.Iam.Owner.IamId, Emulator.AccountId);
        state.KeyProtect.Register(owner, key.Crn.ToString(), resourceCrn, prevents, "test");
    }
}
