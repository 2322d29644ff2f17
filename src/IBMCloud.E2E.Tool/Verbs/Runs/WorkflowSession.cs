using System.CommandLine;
using IBMCloud.E2E.Tool.Configuration;
using IBMCloud.E2E.Tool.Terminal;
using Microsoft.Extensions.Logging;

namespace IBMCloud.E2E.Tool.Verbs.Runs;

/// <summary>What a verb works with: the workflow, the run's name or request, and how to speak.</summary>
internal sealed class WorkflowSession : IDisposable
{
    private readonly WorkflowSettings _settings;
    private readonly RequestSettings? _request;
    private readonly ILoggerFactory _log;
    private readonly bool _showsBars;

    private WorkflowSession(ParseResult parsed, WorkflowSettings settings, RequestSettings? request, string runName, bool json, LogLevel level)
    {
        (Parsed, _settings, _request, RunName, Json) = (parsed, settings, request, runName, json);
        _log = ErrorLog.Create(level);
        Options = settings.ToOptions(_log);
        Workflow = new E2EWorkflow(Options);

        // Log lines between bars would tear both apart.
        _showsBars = level == LogLevel.None && !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") != "dumb";
    }

    public ParseResult Parsed { get; }

    public E2EOptions Options { get; }

    public E2EWorkflow Workflow { get; }

    public string RunName { get; }

    public E2ERequest Request => _request!.Request;

    /// <summary>A program reads stdout.</summary>
    public bool Json { get; }

    /// <summary>Reads all settings; nothing is called before every mistake is told.</summary>
    public static WorkflowSession Open(ParseResult parsed, ToolConfiguration configuration, bool needsRequest, bool json, LogLevel level)
    {
        RequestSettings? request = null;
        WorkflowSettings? settings = null;
        try
        {
            request = needsRequest ? new RequestSettings(configuration) : null;
            settings = new WorkflowSettings(configuration);
            var name = request?.Request.Name ?? configuration.Required(Settings.Name, "missing");
            configuration.ThrowIfWrong();
            return new WorkflowSession(parsed, settings, request, name, json, level);
        }
        catch
        {
            request?.Dispose();
            settings?.Dispose();
            throw;
        }
    }

    /// <summary>Does work that reports its steps: as bars on a terminal, else as lines.</summary>
    /// <param name="word">How a step ended, in a word.</param>
    /// <param name="work">The work.</param>
    public Task<T> WithProgressAsync<T>(Func<E2EProgress, string> word, Func<IProgress<E2EProgress>, Task<T>> work) =>
        _showsBars ? StepBars.ShowAsync(word, work) : work(new StepLines(word));

    public void Dispose()
    {
        Workflow.Dispose();
        _log.Dispose();
        _settings.Dispose();
        _request?.Dispose();
    }
}
