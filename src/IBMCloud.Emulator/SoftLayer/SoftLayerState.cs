using IBMCloud.Emulator.Hosting;
using IBMCloud.Emulator.SoftLayer.Accounts;
using IBMCloud.Emulator.SoftLayer.ImageTemplates;
using IBMCloud.Emulator.SoftLayer.Transactions;
using IBMCloud.Emulator.SoftLayer.VirtualGuests;

namespace IBMCloud.Emulator.SoftLayer;

/// <summary>The classic account: its users, templates, servers, keys and event log. Read and change it under the store's gate.</summary>
internal sealed class SoftLayerState : IDisposable
{
    private readonly Lazy<ClassicUsers> _users;
    private long _lastId = 1_000_000;

    public SoftLayerState(EmulatedCloud cloud)
    {
        CreatedAt = cloud.Clock.GetUtcNow();

        // The users of the account exist once the cloud does.
        _users = new(() => new ClassicUsers(cloud));
        Work = new(cloud);
        Log = new(cloud, this);
        Templates = new(cloud, this);
        Guests = new(cloud, this);
    }

    public DateTimeOffset CreatedAt { get; }

    public ClassicUsers Users => _users.Value;

    public ScheduledWork Work { get; }

    public EventLog.EventLog Log { get; }

    public TemplateStore Templates { get; }

    public GuestStore Guests { get; }

    public List<SshKey> SshKeys { get; } = [];

    /// <summary>A new id; all kinds of objects share the numbers.</summary>
    public long NextId() => Interlocked.Add(ref _lastId, 2);

    public void Dispose() => Work.Dispose();
}
