using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace IBMCloud.Tests.Shared;

/// <summary>A logger factory's sink that keeps every line at every level, for tests that look for what must not be there.</summary>
public sealed class CapturedLog : ILoggerProvider
{
    private readonly ConcurrentQueue<string> _lines = new();

    /// <summary>Everything logged so far, with exceptions and structured values.</summary>
    public IReadOnlyCollection<string> Lines => _lines;

    /// <summary>All lines as one text.</summary>
    public string Text => string.Join('\n', _lines);

    /// <summary>A factory that logs at Trace into this sink.</summary>
    public ILoggerFactory Factory() => LoggerFactory.Create(builder => builder.SetMinimumLevel(LogLevel.Trace).AddProvider(this));

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new Sink(this, categoryName);

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private sealed class Sink(CapturedLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            log._lines.Enqueue($"{category} scope {Values(state)}");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            log._lines.Enqueue($"{logLevel} {category} {eventId.Id} {formatter(state, exception)} {Values(state)} {exception}");

        private static string Values<TState>(TState state) =>
            state is IEnumerable<KeyValuePair<string, object?>> values ? string.Join(' ', values.Select(v => $"{v.Key}={v.Value}")) : $"{state}";
    }
}
