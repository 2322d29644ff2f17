using IBMCloud.Core;
using IBMCloud.SoftLayer;
using Microsoft.Extensions.Logging;

namespace IBMCloud.E2E.Tool.Configuration;

/// <summary>Makes the workflow's options from the settings: where the cloud is, who calls, how patient to be, where journals are.</summary>
internal sealed class WorkflowSettings : IDisposable
{
    private static readonly TimeSpan LocalPollInterval = TimeSpan.FromMilliseconds(100);
    private readonly ToolConfiguration _settings;
    private readonly CloudFile? _cloud;
    private readonly CallerSecrets? _caller;
    private readonly JournalSettings _journals;

    public WorkflowSettings(ToolConfiguration settings)
    {
        _settings = settings;
        (Endpoints, _cloud) = ReadEndpoints();

        // An endpoints file that cannot be read may have had the keys: that they are missing would be no news.
        _caller = Endpoints is null ? null : CallerSecrets.Read(settings, _cloud);
        Wait = new WaitOptions
        {
            PollInterval = settings.Duration(Settings.PollInterval, _cloud?.IsLocal == true ? LocalPollInterval : new WaitOptions().PollInterval),
            Deadline = settings.Duration(Settings.Deadline, new WaitOptions().Deadline),
        };
        SettlingTime = settings.Duration(Settings.PolicySettlingTime, _cloud?.IsLocal == true ? TimeSpan.Zero : TimeSpan.FromSeconds(30));
        _journals = new JournalSettings(settings);
        Parallelism = settings.Number(Settings.UploadParallelism, 4);
        CloudLogs = ReadCloudLogs();
        if (Parallelism is < 1 or > 64)
        {
            settings.Mistake(settings.Find(Settings.UploadParallelism)!, $"{Parallelism}", "1 to 64");
        }

        if (Wait.Deadline <= TimeSpan.Zero)
        {
            settings.Mistake(settings.Find(Settings.Deadline)!, settings.Text(Settings.Deadline)!, "a time longer than nothing");
        }
    }

    private IbmCloudEndpoints? Endpoints { get; }

    private WaitOptions Wait { get; }

    private TimeSpan SettlingTime { get; }

    private int Parallelism { get; }

    private IReadOnlyList<Uri> CloudLogs { get; }

    /// <summary>The options; asked for once the configuration has no mistake.</summary>
    /// <param name="log">Where log lines go.</param>
    public E2EOptions ToOptions(ILoggerFactory log) => ToOptions(new IbmCloudClientOptions { Endpoints = Endpoints!, LoggerFactory = log });

    private E2EOptions ToOptions(IbmCloudClientOptions client) => new()
    {
        ApiKey = _caller!.ApiKey,
        SoftLayer = _caller.SoftLayer,
        Client = client,
        Wait = Wait,
        Journals = _journals.Open(_caller.ApiKey, client),
        UploadParallelism = Parallelism,
        PolicySettlingTime = SettlingTime,
        CloudLogs = CloudLogs,
    };

    public void Dispose()
    {
        _journals.Dispose();
        _caller?.Dispose();
        _cloud?.ApiKey?.Dispose();
        _cloud?.SoftLayerKey?.Dispose();
    }

    private (IbmCloudEndpoints? Endpoints, CloudFile? File) ReadEndpoints()
    {
        if (_settings.Find(Settings.Endpoints) is not { Text: not ("" or "public") } value)
        {
            return (IbmCloudEndpoints.Public, null);
        }

        if (value.Text == "private")
        {
            return (IbmCloudEndpoints.Private, null);
        }

        var path = _settings.PathOf(Settings.Endpoints)!;
        try
        {
            var cloud = CloudFile.Read(path);
            return (cloud.Endpoints, cloud);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or FormatException)
        {
            _settings.Mistake($"The endpoints file '{path}' ({value.Origin}) cannot be used: {error.Message}{(error is FileNotFoundException ? " Check that the emulator that wrote it is still running." : "")}");
            return (null, null);
        }
    }

    private List<Uri> ReadCloudLogs()
    {
        if (_settings.Find(Settings.CloudLogs) is not { } value)
        {
            return _cloud?.CloudLogs is { } known ? [known] : [];
        }

        return [.. value.Values.Select(text => _settings.Address(value, text)).OfType<Uri>()];
    }
}
