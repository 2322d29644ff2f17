using IBMCloud.Primitives;

namespace IBMCloud.Luks.Tests.Hostile;

/// <summary>A good container under another head, perhaps cut short: a mutation costs the bytes of its headers, not those of the container.</summary>
internal sealed class MutatedContainer(byte[] good, byte[] head, int? cutAt) : ImageSource
{
    public override long Length { get; } = cutAt ?? good.Length;

    protected override void ReadExactly(long offset, Span<byte> destination)
    {
        var fromHead = (int)Math.Clamp(head.Length - offset, 0, destination.Length);
        head.AsSpan((int)Math.Min(offset, head.Length), fromHead).CopyTo(destination);
        good.AsSpan((int)offset + fromHead, destination.Length - fromHead).CopyTo(destination[fromHead..]);
    }

    protected override ValueTask ReadExactlyAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ReadExactly(offset, destination.Span);
        return ValueTask.CompletedTask;
    }
}
