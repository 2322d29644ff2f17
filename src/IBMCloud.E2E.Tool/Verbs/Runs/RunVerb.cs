using System.CommandLine;
using IBMCloud.E2E.Tool.Terminal;

namespace IBMCloud.E2E.Tool.Verbs.Runs;

/// <summary><c>run</c> and <c>resume</c>: carry the request out. They differ in one thing: resume wants that there is a run to go on with.</summary>
internal static class RunVerb
{
    private const string ResumeName = "resume";

    public static Command Create()
    {
        var dryRun = new Option<bool>("--dry-run") { Description = "Plan only, as 'plan' does: nothing is made, changed or billed." };
        return WorkflowVerb.Create("run", "From the image to the encrypted server. What is there is found and not made twice. A server is billed from its order on.",
            needsRequest: true, [dryRun], (session, cancel) => RunAsync(session, session.Request with { DryRun = session.Parsed.GetValue(dryRun) }, cancel));
    }

    public static Command CreateResume() => WorkflowVerb.Create(ResumeName,
        "Go on with a run that stopped, with the same settings; on another machine too, where it has the journal.", needsRequest: true, [], async (session, cancel) =>
        {
            await MustHaveJournalAsync(session, cancel).ConfigureAwait(false);
            return await RunAsync(session, session.Request, cancel).ConfigureAwait(false);
        });

    private static async Task<int> RunAsync(WorkflowSession session, E2ERequest request, CancellationToken cancellationToken)
    {
        if (request.DryRun)
        {
            return await PlanVerb.SayAsync((await session.Workflow.RunAsync(request, null, cancellationToken).ConfigureAwait(false)).Plan!, session.Json).ConfigureAwait(false);
        }

        E2EResult result;
        try
        {
            result = await session.WithProgressAsync(StepWord.OfRun, progress => session.Workflow.RunAsync(request, progress, cancellationToken)).ConfigureAwait(false);
        }
        catch (Exception error) when (error is E2EStepException || (error is OperationCanceledException && cancellationToken.IsCancellationRequested))
        {
            throw Stopped(session, error);
        }

        Result.Write(session.Json, () => RunText.Of(session, result), json => RunText.Write(json, result));
        return ExitCode.Done;
    }

    private static StoppedRunException Stopped(WorkflowSession session, Exception error)
    {
        // What was rolled back begins anew; all else goes on.
        var resume = CommandLineText.WithVerb(session.Parsed, error is E2EStepException { RolledBack: not null } ? "run" : ResumeName);
        var (code, message) = error is OperationCanceledException
            ? (ExitCode.Cancelled, $"Stopped. The run '{session.RunName}' has kept what was done.")
            : (Failure.Of(error).ExitCode, error.Message);
        return new StoppedRunException(code, $"{message} To go on, in this folder and environment:\n    {resume}", resume, error);
    }

    private static async Task MustHaveJournalAsync(WorkflowSession session, CancellationToken cancellationToken)
    {
        var handle = await session.Options.Journals.OpenAsync(session.RunName, cancellationToken).ConfigureAwait(false);
        await using var held = handle.ConfigureAwait(false);
        if (await handle.ReadAsync(cancellationToken).ConfigureAwait(false) is null)
        {
            throw new RunJournalException(RunJournalError.Missing,
                $"There is no run '{session.RunName}' to resume. Begin it with 'ibmcloud-e2e run', or name the folder of its journal with --journals.");
        }
    }
}
