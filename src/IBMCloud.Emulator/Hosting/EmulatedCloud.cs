using IBMCloud.Emulator.Access;
using IBMCloud.Emulator.Iam.Tokens;
using IBMCloud.Emulator.State;

namespace IBMCloud.Emulator.Hosting;

/// <summary>What all emulated services share: one store, one clock, one fault plan, one way to know who calls and one to say whether they may.</summary>
internal sealed class EmulatedCloud : IDisposable
{
    public EmulatedCloud(EmulatorOptions options)
    {
        Options = options;
        Clock = options.Clock ?? new EmulatorClock();
        State = new CloudState(this);
        Access = new Authorizer(this);
        Tokens = new TokenIssuer(this);
    }

    /// <summary>What the user chose.</summary>
    public EmulatorOptions Options { get; }

    /// <summary>The only source of time.</summary>
    public EmulatorClock Clock { get; }

    /// <summary>The only store.</summary>
    public CloudState State { get; }

    /// <summary>The only judge of who may do what.</summary>
    public Authorizer Access { get; }

    /// <summary>Issues tokens and tells whose token a request carries.</summary>
    public TokenIssuer Tokens { get; }

    /// <summary>The faults that users plan.</summary>
    public FaultPlan Faults { get; } = new();

    /// <summary>What was asked so far.</summary>
    public RequestLog Requests { get; } = new();

    /// <summary>Where object contents spill to; goes with the process.</summary>
    public TempFolder Temp { get; } = new();

    /// <summary>The base address of each port, once it listens.</summary>
    public Dictionary<ServicePort, Uri> Addresses { get; } = [];

    public void Dispose()
    {
        State.Dispose();
        Temp.Dispose();
    }
}
