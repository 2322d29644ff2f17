namespace IBMCloud.KeyProtect.Tests.Operations;

/// <summary>Every operation of the client. The table in docs/key-protect.md is held against this one.</summary>
public static class KeyOperations
{
    public static IReadOnlyList<KeyOperation> All { get; } =
    [
        new("CreateRootKeyAsync", "POST /api/v2/keys", "Writer", (w, c) => c.CreateRootKeyAsync(w.Draft, w.Cancel)) { Check = w => w.MadeOneAsync() },
        new("ImportRootKeyAsync", "POST /api/v2/keys", "Writer", (w, c) => c.ImportRootKeyAsync(w.Draft, w.Secret, w.Cancel)) { Check = w => w.MadeOneAsync() },
        new("ImportRootKeyWithTokenAsync", "POST /api/v2/keys", "Writer", (w, c) => c.ImportRootKeyWithTokenAsync(w.Draft, w.Secret, w.Cancel)) { Check = w => w.MadeOneAsync() },
        new("CreateStandardKeyAsync", "POST /api/v2/keys", "Writer", (w, c) => c.CreateStandardKeyAsync(w.Draft, w.Cancel)) { Check = w => w.MadeOneAsync() },
        new("ImportStandardKeyAsync", "POST /api/v2/keys", "Writer", (w, c) => c.ImportStandardKeyAsync(w.Draft, w.Secret, w.Cancel)) { Check = w => w.MadeOneAsync() },
        new("EnsureRootKeyAsync", "POST /api/v2/keys", "Writer", (w, c) => c.EnsureRootKeyAsync(w.Alias, w.Draft, w.Cancel)) { Check = w => w.MadeOneAsync() },
        new("ListKeysAsync", "GET /api/v2/keys", "Reader", async (w, c) => (await c.ListKeysAsync(cancellationToken: w.Cancel).ToListAsync(w.Cancel)).Should().Contain(key => key.Id == w.Root.Id)),
        new("CountKeysAsync", "HEAD /api/v2/keys", "Reader", async (w, c) => (await c.CountKeysAsync(cancellationToken: w.Cancel)).Should().BePositive()),
        new("GetKeyAsync", "GET /api/v2/keys/*/metadata", "Reader", async (w, c) => (await c.GetKeyAsync(w.Root.Id, w.Cancel)).Id.Should().Be(w.Root.Id)),
        new("FindKeyByAliasAsync", "GET /api/v2/keys/*/metadata", "Reader", async (w, c) => (await c.FindKeyByAliasAsync(w.Alias, w.Cancel)).Should().BeNull()),
        new("GetPayloadAsync", "GET /api/v2/keys/*", "ReaderPlus", async (w, c) => w.Results.Add(await c.GetPayloadAsync(w.Alias, w.Cancel)))
        {
            Arrange = w => w.Manager.ImportStandardKeyAsync(w.Draft, w.Secret, w.Cancel),
        },
        new("ListKeyVersionsAsync", "GET /api/v2/keys/*/versions", "Reader", async (w, c) => (await c.ListKeyVersionsAsync(w.Root.Id, cancellationToken: w.Cancel).ToListAsync(w.Cancel)).Should().ContainSingle()),
        new("MoveToKeyRingAsync", "PATCH /api/v2/keys/*", "Manager", (w, c) => c.MoveToKeyRingAsync(w.Root.Id, w.Alias, w.Cancel))
        {
            Arrange = w => w.Manager.EnsureKeyRingAsync(w.Alias, w.Cancel),
            Check = async w => (await w.RootNowAsync()).KeyRing.Should().Be(w.Alias),
        },
        new("AddAliasAsync", "POST /api/v2/keys/*/aliases/*", "Writer", (w, c) => c.AddAliasAsync(w.Root.Id, w.Alias, w.Cancel))
        {
            Check = async w => (await w.RootNowAsync()).Aliases.Should().Equal(w.Alias),
        },
        new("RemoveAliasAsync", "DELETE /api/v2/keys/*/aliases/*", "Writer", (w, c) => c.RemoveAliasAsync(w.Root.Id, w.Alias, w.Cancel))
        {
            Arrange = w => w.Manager.AddAliasAsync(w.Root.Id, w.Alias, w.Cancel),
            Check = async w => (await w.RootNowAsync()).Aliases.Should().BeEmpty(),
        },
        .. Wrapping,
        .. Life,
        .. Rules,
    ];

    private static KeyOperation[] Wrapping =>
    [
        new("WrapAsync", "POST /api/v2/keys/*/actions/wrap", "Reader", async (w, c) => w.Ciphertext = (await c.WrapAsync(w.Root.Id, w.Secret, cancellationToken: w.Cancel)).Ciphertext) { Check = OpensAsync },
        new("WrapDekAsync", "POST /api/v2/keys/*/actions/wrap", "Reader", async (w, c) => w.Ciphertext = (await c.WrapDekAsync(w.Root.Id, w.Secret, w.Cancel)).Text) { Check = OpensAsync },
        new("CreateDekAsync", "POST /api/v2/keys/*/actions/wrap", "Reader", async (w, c) => w.Results.Add(await c.CreateDekAsync(w.Root.Id, cancellationToken: w.Cancel))),
        new("GenerateKeyAsync", "POST /api/v2/keys/*/actions/wrap", "Reader", async (w, c) => w.Results.Add(await c.GenerateKeyAsync(w.Root.Id, cancellationToken: w.Cancel)))
        {
            Check = async w =>
            {
                var generated = w.Results.OfType<GeneratedKey>().Last();
                using var opened = await w.Manager.UnwrapAsync(w.Root.Id, generated.Wrapped.Ciphertext, cancellationToken: w.Cancel);
                opened.Plaintext.FixedTimeEquals(generated.Plaintext.Span).Should().BeTrue("plaintext and ciphertext are of one answer");
            },
        },
        new("UnwrapAsync", "POST /api/v2/keys/*/actions/unwrap", "Reader", async (w, c) => w.Results.Add(await c.UnwrapAsync(w.Root.Id, w.Ciphertext, cancellationToken: w.Cancel))),
        new("UnwrapDekAsync", "POST /api/v2/keys/*/actions/unwrap", "Reader", async (w, c) => w.Results.Add(await c.UnwrapDekAsync(w.Root.Id, WrappedDek.Parse(w.Ciphertext), w.Cancel))),
        new("RewrapAsync", "POST /api/v2/keys/*/actions/rewrap", "Reader", async (w, c) => w.Ciphertext = (await c.RewrapAsync(w.Root.Id, w.Ciphertext, cancellationToken: w.Cancel)).Ciphertext) { Check = OpensAsync },
        new("RewrapDekAsync", "POST /api/v2/keys/*/actions/rewrap", "Reader", async (w, c) => w.Ciphertext = (await c.RewrapDekAsync(w.Root.Id, WrappedDek.Parse(w.Ciphertext), w.Cancel)).Text) { Check = OpensAsync },
    ];

    private static KeyOperation[] Life =>
    [
        new("RotateKeyAsync", "POST /api/v2/keys/*/actions/rotate", "Writer", (w, c) => c.RotateKeyAsync(w.Root.Id, w.Cancel)) { Check = HasTwoVersionsAsync },
        new("RotateImportedKeyAsync", "POST /api/v2/keys/*/actions/rotate", "Writer", (w, c) => c.RotateImportedKeyAsync(w.Root.Id, w.Secret, w.Cancel))
        {
            Arrange = async w => w.Root = await w.Manager.ImportRootKeyAsync(w.Draft, w.Secret, w.Cancel),
            Check = HasTwoVersionsAsync,
        },
        new("DisableKeyAsync", "POST /api/v2/keys/*/actions/disable", "Manager", (w, c) => c.DisableKeyAsync(w.Root.Id, w.Cancel)) { Check = w => IsAsync(w, KeyState.Suspended) },
        new("EnableKeyAsync", "POST /api/v2/keys/*/actions/enable", "Manager", (w, c) => c.EnableKeyAsync(w.Root.Id, w.Cancel))
        {
            Arrange = async w =>
            {
                await w.Manager.DisableKeyAsync(w.Root.Id, w.Cancel);
                w.Emulator.Clock.Advance(TimeSpan.FromSeconds(31));
            },
            Check = w => IsAsync(w, KeyState.Active),
        },
        new("DeleteKeyAsync", "DELETE /api/v2/keys/*", "Manager", (w, c) => c.DeleteKeyAsync(w.Root.Id, KeyDeletion.UnlessRegistered, w.Cancel)) { Check = w => IsAsync(w, KeyState.Destroyed) },
        new("RestoreKeyAsync", "POST /api/v2/keys/*/restore", "Manager", (w, c) => c.RestoreKeyAsync(w.Root.Id, w.Cancel)) { Arrange = w => w.DestroyAsync(), Check = w => IsAsync(w, KeyState.Active) },
        new("PurgeKeyAsync", "DELETE /api/v2/keys/*/purge", "KeyPurge", (w, c) => c.PurgeKeyAsync(w.Root.Id, w.Cancel))
        {
            Arrange = async w =>
            {
                await w.DestroyAsync();
                w.Emulator.Clock.Advance(TimeSpan.FromHours(4));
            },
            Check = async w => (await w.Manager.ListKeysAsync(new KeyFilter { States = [KeyState.Destroyed] }, w.Cancel).ToListAsync(w.Cancel)).Should().NotContain(key => key.Id == w.Root.Id),
        },
        new("SetForDeletionAsync", "POST /api/v2/keys/*/actions/setKeyForDeletion", "Writer", (w, c) => c.SetForDeletionAsync(w.Root.Id, w.Cancel))
        {
            Arrange = w => w.Manager.SetDualAuthorizationAsync(w.Root.Id, needed: true, w.Cancel),
            Check = async w => (await w.RootNowAsync()).IsSetForDeletion.Should().BeTrue(),
        },
        new("UnsetForDeletionAsync", "POST /api/v2/keys/*/actions/unsetKeyForDeletion", "Writer", (w, c) => c.UnsetForDeletionAsync(w.Root.Id, w.Cancel))
        {
            Arrange = async w =>
            {
                await w.Manager.SetDualAuthorizationAsync(w.Root.Id, needed: true, w.Cancel);
                await w.Manager.SetForDeletionAsync(w.Root.Id, w.Cancel);
            },
            Check = async w => (await w.RootNowAsync()).IsSetForDeletion.Should().BeFalse(),
        },
        new("SyncKeyAsync", "POST /api/v2/keys/*/actions/sync", "Writer", (w, c) => c.SyncKeyAsync(w.Root.Id, w.Cancel)),
    ];

    private static KeyOperation[] Rules =>
    [
        new("CreateImportTokenAsync", "POST /api/v2/import_token", "Writer", (w, c) => c.CreateImportTokenAsync(maxRetrievals: 5, cancellationToken: w.Cancel))
        {
            Check = async w => (await w.Manager.GetImportTokenAsync(w.Cancel)).RemainingRetrievals.Should().Be(4),
        },
        new("GetImportTokenAsync", "GET /api/v2/import_token", "Writer", (w, c) => c.GetImportTokenAsync(w.Cancel)) { Arrange = w => w.Manager.CreateImportTokenAsync(maxRetrievals: 3, cancellationToken: w.Cancel) },
        new("GetKeyPoliciesAsync", "GET /api/v2/keys/*/policies", "Manager", (w, c) => c.GetKeyPoliciesAsync(w.Root.Id, w.Cancel)),
        new("SetRotationAsync", "PUT /api/v2/keys/*/policies", "Manager", (w, c) => c.SetRotationAsync(w.Root.Id, 3, w.Cancel))
        {
            Check = async w => (await w.Manager.GetKeyPoliciesAsync(w.Root.Id, w.Cancel)).RotationMonths.Should().Be(3),
        },
        new("SetDualAuthorizationAsync", "PUT /api/v2/keys/*/policies", "Manager", (w, c) => c.SetDualAuthorizationAsync(w.Root.Id, needed: true, w.Cancel))
        {
            Check = async w => (await w.RootNowAsync()).NeedsDualAuthorization.Should().BeTrue(),
        },
        new("GetInstancePoliciesAsync", "GET /api/v2/instance/policies", "Manager", (w, c) => c.GetInstancePoliciesAsync(w.Cancel)),
        new("SetMetricsAsync", "PUT /api/v2/instance/policies", "Manager", (w, c) => c.SetMetricsAsync(enabled: true, w.Cancel))
        {
            Check = async w => (await w.Manager.GetInstancePoliciesAsync(w.Cancel)).Metrics.Should().BeTrue(),
        },
        new("EnsureKeyRingAsync", "POST /api/v2/key_rings/*", "Writer", (w, c) => c.EnsureKeyRingAsync(w.Alias, w.Cancel))
        {
            Check = async w => (await w.Manager.ListKeyRingsAsync(w.Cancel)).Should().ContainSingle(ring => ring.Id == w.Alias),
        },
        new("ListKeyRingsAsync", "GET /api/v2/key_rings", "Reader", async (w, c) => (await c.ListKeyRingsAsync(w.Cancel)).Should().Contain(ring => ring.Id == "default")),
        new("DeleteKeyRingAsync", "DELETE /api/v2/key_rings/*", "Manager", (w, c) => c.DeleteKeyRingAsync(w.Alias, cancellationToken: w.Cancel))
        {
            Arrange = w => w.Manager.EnsureKeyRingAsync(w.Alias, w.Cancel),
            Check = async w => (await w.Manager.ListKeyRingsAsync(w.Cancel)).Should().NotContain(ring => ring.Id == w.Alias),
        },
        new("ListRegistrationsAsync", "GET /api/v2/keys/*/registrations", "Reader", async (w, c) => (await c.ListRegistrationsAsync(w.Root.Id, cancellationToken: w.Cancel).ToListAsync(w.Cancel)).Should().BeEmpty()),
    ];

    private static async Task OpensAsync(OperationWorld world)
    {
        using var opened = await world.Manager.UnwrapAsync(world.Root.Id, world.Ciphertext, cancellationToken: world.Cancel);
        opened.Plaintext.FixedTimeEquals(world.Secret.Span).Should().BeTrue();
    }

    private static async Task IsAsync(OperationWorld world, KeyState state) => (await world.RootNowAsync()).State.Should().Be(state);

    private static async Task HasTwoVersionsAsync(OperationWorld world) =>
        (await world.Manager.ListKeyVersionsAsync(world.Root.Id, cancellationToken: world.Cancel).ToListAsync(world.Cancel)).Should().HaveCount(2);
}
