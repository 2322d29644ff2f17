namespace IBMCloud.Luks.Tests.Streaming;

/// <summary>Gives its bytes in pieces of odd sizes, as sockets do.</summary>
internal sealed class DribblingStream(byte[] bytes) : MemoryStream(bytes)
{
    private int _turn;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var most = 1 + (_turn++ * 7919 % 70_000);
        return base.ReadAsync(buffer[..Math.Min(most, buffer.Length)], cancellationToken);
    }
}
