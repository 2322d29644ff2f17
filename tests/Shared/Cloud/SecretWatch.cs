using System.Collections.Concurrent;
using System.Diagnostics;

namespace IBMCloud.Tests.Shared.Cloud;

/// <summary>Collects all that a test lets out (log lines at Trace, activities, exceptions, texts of results), and finds secrets in it.</summary>
public sealed class SecretWatch : IDisposable
{
    private readonly ConcurrentQueue<string> _out = new();
    private readonly ConcurrentBag<string> _secrets = [];
    private readonly ActivityListener _listener;

    /// <summary>Starts to listen to every activity source of the product.</summary>
    public SecretWatch()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name.StartsWith("IBMCloud", StringComparison.Ordinal),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
                _out.Enqueue($"{activity.DisplayName} {activity.StatusDescription} {string.Join(' ', activity.TagObjects.Select(tag => $"{tag.Key}={tag.Value}"))}"),
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>Names a secret that must not get out.</summary>
    public void Keep(string secret) => _secrets.Add(secret);

    /// <summary>Adds what got out.</summary>
    public void Add(object? text) => _out.Enqueue($"{text}");

    /// <summary>The first piece of what got out, or of <paramref name="more"/>, that holds a secret, a token or a bearer header; null where none does.</summary>
    public string? Find(IEnumerable<string> more) => _out.Concat(more).FirstOrDefault(line =>
        line.Contains("eyJ", StringComparison.Ordinal) || line.Contains("Bearer ", StringComparison.Ordinal) || _secrets.Any(secret => line.Contains(secret, StringComparison.Ordinal)));

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();
}
