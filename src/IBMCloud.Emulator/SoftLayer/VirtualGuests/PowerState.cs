namespace IBMCloud.Emulator.SoftLayer.VirtualGuests;

/// <summary>Whether a server runs.</summary>
internal enum PowerState
{
    Halted,
    Running,
}
