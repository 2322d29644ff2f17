namespace IBMCloud.KeyProtect.Tests.Keys;

public sealed class KeyListTests : KeyProtectTest
{
    [Fact]
    public async Task A_list_is_read_to_its_end_over_pages()
    {
        for (var i = 0; i < 205; i++)
        {
            await NewRootKeyAsync($"key {i}");
        }

        var all = await Client.ListKeysAsync(cancellationToken: Cancel).ToListAsync(Cancel);

        all.Select(key => key.Name).Should().BeEquivalentTo(Enumerable.Range(0, 205).Select(i => $"key {i}"));
        CallsOf("GET", "/keys").Should().Be(2);
        (await Client.CountKeysAsync(cancellationToken: Cancel)).Should().Be(205);
    }

    [Fact]
    public async Task Every_filter_finds_what_it_names()
    {
        var old = await NewRootKeyAsync("old one", "old-alias");
        Emulator.Clock.Advance(TimeSpan.FromHours(3));
        var noon = Emulator.Clock.GetUtcNow() - TimeSpan.FromHours(1);
        var young = await NewRootKeyAsync("young one");
        var standard = await Client.CreateStandardKeyAsync(new KeyDraft { Name = "exact:name:", ExpiresAt = Emulator.Clock.GetUtcNow().AddDays(1) }, Cancel);
        await Client.DeleteKeyAsync(young.Id, KeyDeletion.UnlessRegistered, Cancel);

        (await IdsAsync(new KeyFilter())).Should().BeEquivalentTo([old.Id, standard.Id]);
        (await IdsAsync(new KeyFilter { States = [KeyState.Destroyed] })).Should().Equal(young.Id);
        (await IdsAsync(new KeyFilter { States = [KeyState.Active, KeyState.Destroyed] })).Should().BeEquivalentTo([old.Id, young.Id, standard.Id]);
        (await IdsAsync(new KeyFilter { RootKeys = true })).Should().Equal(old.Id);
        (await IdsAsync(new KeyFilter { RootKeys = false })).Should().Equal(standard.Id);
        (await IdsAsync(new KeyFilter { Name = "old one" })).Should().Equal(old.Id);
        (await IdsAsync(new KeyFilter { Name = "exact:name:" })).Should().Equal(standard.Id);
        (await IdsAsync(new KeyFilter { NameContains = "OLD" })).Should().Equal(old.Id);
        (await IdsAsync(new KeyFilter { AliasContains = "alias" })).Should().Equal(old.Id);
        (await IdsAsync(new KeyFilter { CreatedBefore = noon })).Should().Equal(old.Id);
        (await IdsAsync(new KeyFilter { CreatedAfter = noon })).Should().Equal(standard.Id);
        (await IdsAsync(new KeyFilter { ExpiresBefore = noon.AddDays(3) })).Should().Equal(standard.Id);
        (await IdsAsync(new KeyFilter { NeverRotated = true, RootKeys = true })).Should().Equal(old.Id);
        (await IdsAsync(new KeyFilter { States = [KeyState.Destroyed], DeletedAfter = noon })).Should().Equal(young.Id);
        (await IdsAsync(new KeyFilter { KeyRing = "no-such-ring" })).Should().BeEmpty();
        (await IdsAsync(new KeyFilter { Order = KeyOrder.CreatedAt })).Should().Equal(old.Id, standard.Id);
        (await IdsAsync(new KeyFilter { Order = KeyOrder.CreatedAt, Descending = true })).Should().Equal(standard.Id, old.Id);
        (await Client.CountKeysAsync(new KeyFilter { States = [KeyState.Destroyed] }, Cancel)).Should().Be(1);
    }

    [Fact]
    public async Task A_reader_lists_and_an_outsider_does_not()
    {
        await NewRootKeyAsync();

        (await (await ClientWithAsync("Reader")).CountKeysAsync(cancellationToken: Cancel)).Should().Be(1);
        (await ProblemOfAsync(async () => await (await ClientWithAsync()).ListKeysAsync(cancellationToken: Cancel).ToListAsync(Cancel))).Should().Be(KeyProtectProblem.AccessDenied);
    }

    private async Task<string[]> IdsAsync(KeyFilter filter) => [.. await Client.ListKeysAsync(filter, Cancel).Select(key => key.Id).ToListAsync(Cancel)];
}
