namespace IBMCloud.Emulator.Hosting;

/// <summary>One listening port: a service, and for the regional ones the region (<c>global</c> otherwise).</summary>
internal sealed record ServicePort(EmulatedService Service, string Region)
{
    /// <summary>The region name of services that have none.</summary>
    public const string Global = "global";
}
