using System.CommandLine;
using IBMCloud.E2E.Tool.Configuration;
using IBMCloud.E2E.Tool.Terminal;
using Microsoft.Extensions.Logging;

namespace IBMCloud.E2E.Tool.Verbs.Runs;

/// <summary>A verb over <see cref="E2EWorkflow"/>: reads the configuration, opens the workflow, and tells a failure to programs too.</summary>
internal sealed class WorkflowVerb
{
    private readonly SettingOptions _settings;
    private readonly bool _needsRequest;
    private readonly Func<WorkflowSession, CancellationToken, Task<int>> _work;
    private readonly Option<bool> _json = new("--json") { Description = "Print the result, or the failure, as one JSON object on stdout." };
    private readonly Option<string> _logLevel = new("--log-level")
    {
        Description = "Log lines of this level and above on stderr (none).",
        HelpName = string.Join('|', ErrorLog.Levels),
        DefaultValueFactory = static _ => "none",
    };

    private WorkflowVerb(bool needsRequest, Func<WorkflowSession, CancellationToken, Task<int>> work)
    {
        _needsRequest = needsRequest;
        _work = work;
        _settings = new SettingOptions(needsRequest ? Settings.All : [.. Settings.OfRun, .. Settings.OfCloud]);
        _logLevel.AcceptOnlyFromAmong(ErrorLog.Levels);
    }

    /// <summary>Makes the command.</summary>
    /// <param name="name">The verb.</param>
    /// <param name="description">What it does.</param>
    /// <param name="needsRequest">Whether it needs the request of the run, with its image; otherwise the run's name is enough.</param>
    /// <param name="options">Its own options.</param>
    /// <param name="work">Does it, and gives the exit code.</param>
    public static Command Create(string name, string description, bool needsRequest, IEnumerable<Option> options, Func<WorkflowSession, CancellationToken, Task<int>> work)
    {
        var verb = new WorkflowVerb(needsRequest, work);
        var command = new Command(name, description);
        foreach (var option in options)
        {
            command.Add(option);
        }

        command.Add(verb._json);
        command.Add(verb._logLevel);
        verb._settings.AddTo(command);
        command.SetAction(verb.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var json = parsed.GetValue(_json);
        try
        {
            var level = Enum.Parse<LogLevel>(parsed.GetValue(_logLevel)!, ignoreCase: true);
            using var session = WorkflowSession.Open(parsed, _settings.Read(parsed), _needsRequest, json, level);
            return await _work(session, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (json && TellPrograms(error))
        {
            throw;
        }
    }

    // A filter: the failure itself goes on to where every failure is told to people.
    private static bool TellPrograms(Exception error)
    {
        Result.Write(json: true, static () => "", writer => FailureJson.Write(writer, error));
        return true;
    }
}
