namespace IBMCloud.KeyProtect.Tests.Rings;

public sealed class KeyRingTests : KeyProtectTest
{
    [Fact]
    public async Task Access_to_one_ring_shows_its_keys_and_no_others()
    {
        await Client.EnsureKeyRingAsync("team-a", Cancel);
        await Client.EnsureKeyRingAsync("team-a", Cancel);
        var mine = await Client.CreateRootKeyAsync(new KeyDraft { Name = "mine", KeyRing = "team-a" }, Cancel);
        var other = await NewRootKeyAsync("other");
        var member = await ClientWithAsync(["Writer"], keyRing: "team-a");

        (await member.ListKeysAsync(cancellationToken: Cancel).Select(key => key.Id).ToListAsync(Cancel)).Should().Equal(mine.Id);
        using var dek = await member.CreateDekAsync(mine.Id, cancellationToken: Cancel);
        (await ProblemOfAsync(() => member.CreateDekAsync(other.Id, cancellationToken: Cancel))).Should().Be(KeyProtectProblem.AccessDenied);
        (await Client.MoveToKeyRingAsync(other.Id, "team-a", Cancel)).KeyRing.Should().Be("team-a");
        (await member.CountKeysAsync(cancellationToken: Cancel)).Should().Be(2);
    }

    [Fact]
    public async Task Access_to_one_key_uses_it_but_lists_nothing()
    {
        var key = await NewRootKeyAsync();
        var user = await ClientWithAsync(["Reader"], keyId: key.Id);

        using var dek = await user.CreateDekAsync(key.Id, cancellationToken: Cancel);
        (await ProblemOfAsync(async () => await user.ListKeysAsync(cancellationToken: Cancel).ToListAsync(Cancel))).Should().Be(KeyProtectProblem.AccessDenied);
    }

    [Fact]
    public async Task A_ring_with_keys_stays_until_they_are_gone()
    {
        await Client.EnsureKeyRingAsync("team-b", Cancel);
        var key = await Client.CreateRootKeyAsync(new KeyDraft { Name = "inside", KeyRing = "team-b" }, Cancel);

        (await ProblemOfAsync(() => Client.DeleteKeyRingAsync("team-b", evenWithDestroyedKeys: true, Cancel))).Should().Be(KeyProtectProblem.KeyRing);
        await Client.DeleteKeyAsync(key.Id, KeyDeletion.UnlessRegistered, Cancel);
        (await ProblemOfAsync(() => Client.DeleteKeyRingAsync("team-b", cancellationToken: Cancel))).Should().Be(KeyProtectProblem.KeyRing);
        await Client.DeleteKeyRingAsync("team-b", evenWithDestroyedKeys: true, Cancel);
        await Client.DeleteKeyRingAsync("team-b", cancellationToken: Cancel);

        (await Client.ListKeyRingsAsync(Cancel)).Select(ring => ring.Id).Should().Equal("default");
        (await ProblemOfAsync(() => Client.CreateRootKeyAsync(new KeyDraft { Name = "lost", KeyRing = "team-b" }, Cancel))).Should().Be(KeyProtectProblem.KeyRing);
    }
}
