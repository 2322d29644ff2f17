using Microsoft.Extensions.Time.Testing;

namespace IBMCloud.ObjectStorage.Tests.Transfers;

/// <summary>A slow line is fine, a silent one is not.</summary>
public sealed class SilenceTests : ObjectStorageTest
{
    private readonly PatternSource _source = new(11 * MiB);
    private readonly HandClock _clock = new();

    [Fact]
    public async Task A_part_that_takes_minutes_is_sent_once_as_long_as_its_bytes_move()
    {
        var sent = 0;
        using var transport = new AlteringTransport
        {
            OnRequest = async request =>
            {
                if (IsPart(request, 2))
                {
                    sent++;
                    using var arrived = new SlowLine(_clock, TimeSpan.FromSeconds(20));
                    await request.Content!.CopyToAsync(arrived, Cancel);
                    var headers = request.Content.Headers;
                    request.Content = new ByteArrayContent(arrived.ToArray());
                    request.Content.Headers.ContentMD5 = headers.ContentMD5;
                }
            },
        };
        var began = _clock.GetUtcNow();

        await Server.CreateClient(_clock, transport).UploadAsync(Bucket, "image.raw", _source, new UploadOptions { PartSize = 5 * MiB, PartsInFlight = 1 }, cancellationToken: Cancel);

        sent.Should().Be(1);
        (_clock.GetUtcNow() - began).Should().BeGreaterThan(TimeSpan.FromMinutes(5));
        await ShouldHoldAsync("image.raw", _source);
    }

    [Fact]
    public async Task A_part_whose_bytes_stop_is_sent_again()
    {
        var sent = 0;
        using var transport = new AlteringTransport
        {
            OnRequest = async request =>
            {
                if (IsPart(request, 2) && ++sent == 1)
                {
                    _clock.Advance(TimeSpan.FromSeconds(61));
                    await Task.Delay(Timeout.InfiniteTimeSpan, Cancel);
                }
            },
        };

        await Server.CreateClient(_clock, transport).UploadAsync(Bucket, "image.raw", _source, new UploadOptions { PartSize = 5 * MiB, PartsInFlight = 1 }, cancellationToken: Cancel);

        sent.Should().Be(2);
        await ShouldHoldAsync("image.raw", _source);
    }

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        _source.Dispose();
        await base.DisposeAsync();
    }

    protected override async Task<TestServer> StartAsync() => await EmulatorServer.StartAsync();

    private static bool IsPart(HttpRequestMessage request, int number) =>
        request.Method == HttpMethod.Put && request.RequestUri!.Query.Contains($"partNumber={number}&", StringComparison.Ordinal);

    /// <summary>A clock that a test moves, on which only the wait before a repeat is over at once: to move the clock until it ends could move it past the limit of the repeat.</summary>
    private sealed class HandClock() : FakeTimeProvider(DateTimeOffset.UtcNow)
    {
        private static readonly TimeSpan LongestRepeatDelay = TimeSpan.FromMilliseconds(20);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, dueTime > TimeSpan.Zero && dueTime <= LongestRepeatDelay ? TimeSpan.Zero : dueTime, period);
    }

    /// <summary>Each piece takes its time.</summary>
    private sealed class SlowLine(HandClock clock, TimeSpan time) : MemoryStream
    {
        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            clock.Advance(time);
            return base.WriteAsync(buffer, cancellationToken);
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    }
}
