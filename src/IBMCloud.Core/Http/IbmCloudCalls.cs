namespace IBMCloud.Core;

/// <summary>Watches the calls that a piece of a program makes, with whichever clients: for records of who asked what of whom, and under which id.</summary>
public static class IbmCloudCalls
{
    private static readonly AsyncLocal<Action<IbmCloudCall>?> Observer = new();

    /// <summary>Tells <paramref name="observer"/> of every call that is made from here on in this flow of execution, and in what it starts, until the returned object is disposed.</summary>
    /// <param name="observer">Told after each call, from any thread; it must not throw. An observer further out is told too.</param>
    public static IDisposable Observe(Action<IbmCloudCall> observer)
    {
        ArgumentNullException.ThrowIfNull(observer);
        var outer = Observer.Value;
        Observer.Value = outer is null ? observer : call =>
        {
            observer(call);
            outer(call);
        };
        return new Restoring(outer);
    }

    /// <summary>Tells nobody of the calls from here on in this flow of execution until the returned object is disposed: such as those by which a record is itself stored.</summary>
    public static IDisposable Unobserved()
    {
        var outer = Observer.Value;
        Observer.Value = null;
        return new Restoring(outer);
    }

    internal static void Tell(IbmCloudCall call) => Observer.Value?.Invoke(call);

    private sealed class Restoring(Action<IbmCloudCall>? outer) : IDisposable
    {
        public void Dispose() => Observer.Value = outer;
    }
}
