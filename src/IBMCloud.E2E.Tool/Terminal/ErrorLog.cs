using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace IBMCloud.E2E.Tool.Terminal;

/// <summary>Log lines on stderr, of the level that the user asked for; none by default.</summary>
internal static class ErrorLog
{
    /// <summary>The names of the levels, as <c>--log-level</c> takes them.</summary>
    public static readonly string[] Levels = ["trace", "debug", "information", "warning", "error", "critical", "none"];

    public static ILoggerFactory Create(LogLevel level) => level == LogLevel.None ? NullLoggerFactory.Instance : LoggerFactory.Create(logging => logging
        .SetMinimumLevel(level)
        .AddSimpleConsole(format =>
        {
            format.SingleLine = true;
            format.UseUtcTimestamp = true;
            format.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ";
            format.ColorBehavior = LoggerColorBehavior.Disabled;
        })
        .AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace));
}
