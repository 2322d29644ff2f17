namespace IBMCloud.Emulator.SoftLayer.Rest;

/// <summary>The methods of all emulated services. Relational properties of an object are methods too: <c>getChildren</c>, <c>getActiveTransaction</c>.</summary>
/// <param name="gate">Held while a method that does not wait reads and changes the store.</param>
internal sealed class MethodTable(Lock gate)
{
    private readonly Dictionary<string, Method> _methods = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Func<MethodCall, SoftLayerObject>> _objects = new(StringComparer.Ordinal);

    /// <summary>A method that waits for something, and takes the gate itself.</summary>
    public void Add(string service, string method, Func<MethodCall, ValueTask<SoftLayerValue>> run) => _methods.Add(Key(service, method), new(run, null));

    /// <summary>A method that needs no waiting.</summary>
    public void Add(string service, string method, Func<MethodCall, SoftLayerValue> run) =>
        _methods.Add(Key(service, method), new(call => ValueTask.FromResult(Gated(() => run(call))), null));

    /// <summary>A method that lists.</summary>
    /// <param name="service">Service.</param>
    /// <param name="method">Method.</param>
    /// <param name="filterRoot">The relation under which filters stand, or null where they stand at top level.</param>
    /// <param name="run">Gives all rows.</param>
    public void AddList(string service, string method, string? filterRoot, Func<MethodCall, IEnumerable<SoftLayerObject>> run) =>
        _methods.Add(Key(service, method), new(call => ValueTask.FromResult(Gated(() => SoftLayerValue.Of(run(call)))), filterRoot));

    /// <summary>The object that <c>getObject</c> answers, and whose properties have getters.</summary>
    public void AddObject(string service, Func<MethodCall, SoftLayerObject> read) => _objects.Add(service, read);

    /// <summary>Finds and runs a method.</summary>
    public async Task<(SoftLayerValue? Value, string? FilterRoot)> RunAsync(MethodCall call)
    {
        var (service, method) = (call.Target.Service, call.Target.Method);
        if (_methods.TryGetValue(Key(service, method), out var found))
        {
            return (await found.Run(call).ConfigureAwait(false), found.FilterRoot);
        }

        if (!_objects.TryGetValue(service, out var read))
        {
            throw _methods.Keys.Any(key => key.StartsWith(service + "::", StringComparison.Ordinal))
                ? NoSuchMethod(service, method)
                : SoftLayerErrors.BadRequest($"Service '{service}' does not exist here.");
        }

        if (method == "getObject")
        {
            return (Gated(() => SoftLayerValue.Of(read(call))), null);
        }

        if (!method.StartsWith("get", StringComparison.Ordinal) || method.Length == 3)
        {
            throw NoSuchMethod(service, method);
        }

        var one = Gated(() => read(call));
        var property = char.ToLowerInvariant(method[3]) + method[4..];
        return one.Has(property) ? (Gated(() => one.Read(property)), property) : throw NoSuchMethod(service, method);
    }

    private T Gated<T>(Func<T> work)
    {
        lock (gate)
        {
            return work();
        }
    }

    private static Hosting.ServiceError NoSuchMethod(string service, string method) =>
        SoftLayerErrors.BadRequest($"Function \"{method}\" is not a valid method for the service '{service}' here.");

    private static string Key(string service, string method) => $"{service}::{method}";

    private sealed record Method(Func<MethodCall, ValueTask<SoftLayerValue>> Run, string? FilterRoot);
}
