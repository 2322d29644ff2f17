using IBMCloud.Emulator;
using IBMCloud.Primitives;

namespace IBMCloud.KeyProtect.Tests.Operations;

/// <summary>What one call works with: a manager's client, a fresh root key, and a secret of each kind.</summary>
public sealed class OperationWorld(IbmCloudEmulator emulator, KeyProtectClient manager, Key root, CancellationToken cancel) : IDisposable
{
    public IbmCloudEmulator Emulator { get; } = emulator;

    public KeyProtectClient Manager { get; } = manager;

    public Key Root { get; set; } = root;

    public CancellationToken Cancel { get; } = cancel;

    public string Alias { get; } = $"alias-{Guid.NewGuid():N}";

    public SecretBytes Secret { get; } = SecretBytes.Random(32);

    public string Ciphertext { get; set; } = "";

    /// <summary>What calls gave back, for whoever looks at how it prints.</summary>
    public List<object> Results { get; } = [];

    public KeyDraft Draft => new() { Name = "made", Description = "by an operation", Aliases = [Alias] };

    public static async Task<OperationWorld> CreateAsync(IbmCloudEmulator emulator, KeyProtectClient manager, CancellationToken cancel)
    {
        var world = new OperationWorld(emulator, manager, await manager.CreateRootKeyAsync(new KeyDraft { Name = "root" }, cancel), cancel);
        world.Ciphertext = (await manager.WrapAsync(world.Root.Id, world.Secret, cancellationToken: cancel)).Ciphertext;
        return world;
    }

    public async Task<Key> RootNowAsync() => await Manager.GetKeyAsync(Root.Id, Cancel);

    /// <summary>Exactly one key was made, and it has the alias.</summary>
    public async Task MadeOneAsync()
    {
        var made = await Manager.ListKeysAsync(new KeyFilter { Name = "made" }, Cancel).ToListAsync(Cancel);
        made.Should().ContainSingle(key => key.Aliases.Contains(Alias));
        made.SelectMany(key => key.Aliases).Should().OnlyHaveUniqueItems();
        made.Should().OnlyContain(key => key.Aliases.Count == 1);
    }

    public async Task DestroyAsync()
    {
        await Manager.DeleteKeyAsync(Root.Id, KeyDeletion.UnlessRegistered, Cancel);
        Emulator.Clock.Advance(TimeSpan.FromMinutes(1));
    }

    public void Dispose()
    {
        Secret.Dispose();
        Results.OfType<IDisposable>().ToList().ForEach(one => one.Dispose());
    }
}
