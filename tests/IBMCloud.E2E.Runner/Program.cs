using IBMCloud.Core;
using IBMCloud.E2E;
using IBMCloud.E2E.Runner;
using IBMCloud.Primitives;
using IBMCloud.SoftLayer;

// A program that a test kills: it runs the flow with the journals in a folder, and goes on where they say. It says each journal write on its output, and stops where it was told
// to, until the test kills it. Exit codes: 0 done, 1 failed, 3 the journal is in use.
if (args is not [var folder, var name, var disk])
{
    Console.Error.WriteLine($"usage: FOLDER NAME DISK, with the variables of {nameof(RunnerSettings)} set");
    return 2;
}

using var apiKey = SecretString.FromString(RunnerSettings.Required(RunnerSettings.ApiKey));
using var classicKey = SecretString.FromString(RunnerSettings.Required(RunnerSettings.ClassicKey));
var said = new Announcements(RunnerSettings.Optional(RunnerSettings.StopAt));
using var workflow = new E2EWorkflow(new E2EOptions
{
    ApiKey = apiKey,
    SoftLayer = SoftLayerCredential.ClassicKey(RunnerSettings.Required(RunnerSettings.ClassicUser), classicKey),
    Client = new IbmCloudClientOptions { Endpoints = RunnerSettings.Endpoints(), RetryDelay = TimeSpan.FromMilliseconds(1), MaxRetryDelay = TimeSpan.FromMilliseconds(20) },
    Wait = new WaitOptions { PollInterval = TimeSpan.FromMilliseconds(5) },
    PolicySettlingTime = TimeSpan.Zero,
    CloudLogs = [new Uri(RunnerSettings.Required(RunnerSettings.CloudLogs))],
    Journals = new AnnouncedJournalStore(new FileJournalStore(folder), said),
    UploadPartSize = 5 << 20,
    UploadParallelism = 1,
});
try
{
    using var source = new AnnouncedSource(File.ReadAllBytes(disk), said);
    await workflow.RunAsync(new E2ERequest
    {
        Name = name,
        Image = ImageInput.Source(source, "test disk"),
        Region = IbmRegion.UsSouth,
        OsReferenceCode = "DEBIAN_12_64",
        Preflight = PreflightPolicy.Skip,
        Server = new ServerRequest { Hostname = "web", Domain = "example.com" },
    });
    said.Say("done");
    return 0;
}
catch (IbmCloudE2EException e)
{
    await Console.Error.WriteLineAsync(e.ToString());
    return e is RunJournalException { Reason: RunJournalError.InUse } ? 3 : 1;
}
