using IBMCloud.Primitives;

namespace IBMCloud.Luks;

/// <summary>Where a header is changed. Writes may reach the device in any order; after a flush all that were made before it are there.</summary>
internal abstract class HeaderStore : IDisposable
{
    /// <summary>What the store holds now, writes included.</summary>
    public abstract ImageSource Source { get; }

    /// <summary>True where nobody sees a change before it is whole: then an area may be overwritten in place.</summary>
    public abstract bool ChangesAtOnce { get; }

    public abstract ValueTask WriteAsync(long offset, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken);

    public abstract ValueTask FlushAsync(CancellationToken cancellationToken);

    public abstract void Dispose();
}
