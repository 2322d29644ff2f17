namespace IBMCloud.Emulator;

/// <summary>The faults that the emulator will show, per service and route. Safe for concurrent use.</summary>
public sealed class FaultPlan
{
    private volatile PlannedFault[] _planned = [];
    private readonly Lock _gate = new();

    /// <summary>Plans a fault.</summary>
    /// <param name="service">The service that fails.</param>
    /// <param name="route">
    /// Method and path, such as <c>POST /api/v2/keys/*/actions/wrap</c>; <c>*</c> stands for any text, also as the method.
    /// The path is matched without and with the query (<c>PUT /bucket/key?partNumber=3*</c>).
    /// </param>
    /// <param name="fault">What happens.</param>
    /// <param name="times">How many requests it strikes.</param>
    /// <param name="skip">How many matching requests pass first.</param>
    /// <param name="region">The region that fails; null for any.</param>
    /// <returns>The _planned fault, which counts its hits.</returns>
    /// <exception cref="ArgumentException">The route is not a method and a path.</exception>
    public PlannedFault Add(EmulatedService service, string route, Fault fault, int times = 1, int skip = 0, string? region = null)
    {
        ArgumentNullException.ThrowIfNull(route);
        ArgumentNullException.ThrowIfNull(fault);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(times);
        ArgumentOutOfRangeException.ThrowIfNegative(skip);
        var added = new PlannedFault(this, service, region, route, fault, times, skip);
        lock (_gate)
            _planned = [.. _planned, added];
        return added;
    }

    /// <summary>Takes all faults out of the plan.</summary>
    public void Clear()
    {
        lock (_gate)
            _planned = [];
    }

    internal void Remove(PlannedFault fault)
    {
        lock (_gate)
            _planned = [.. _planned.Where(one => one != fault)];
    }

    internal Fault? Next(EmulatedService service, string region, string method, string path, string query)
    {
        foreach (var fault in _planned)
        {
            if (fault.Strikes(service, region, method, path, query))
                return fault.Fault;
        }

        return null;
    }
}
