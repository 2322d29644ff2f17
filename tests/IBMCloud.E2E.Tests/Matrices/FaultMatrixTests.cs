using System.Text;
using IBMCloud.Primitives;

namespace IBMCloud.E2E.Tests.Matrices;

/// <summary>Everything that can go wrong at every route of the flow: the run gets over it, or fails by name and goes on when it is mended, to the same end.</summary>
public sealed class FaultMatrixTests
{
    private const int AtOnce = 4;
    private static readonly TimeSpan Watchdog = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task A_run_gets_over_a_fault_or_says_what_failed_and_goes_on_to_the_same_end()
    {
        var matrix = new Matrix("faults", "Each fault at each route of the flow, one at a time: the run's outcome, and the step at which a run failed that a resume finished", "route");
        var routes = await RoutesAsync();
        routes.Should().HaveCountGreaterThan(30);
        var cases = routes.Select((route, number) => (Row: (number, $"{route}"), Route: route)).SelectMany(one => FaultCase.All.Select(fault => (one.Row, one.Route, Fault: fault))).ToList();

        await Matrix.TryAsync(Matrix.Sample(cases, 24), AtOnce, async one =>
        {
            var (outcome, wrong) = await TryAsync(one.Route, one.Fault);
            matrix.Set(one.Row, one.Fault.Name, outcome, wrong);
        });

        matrix.ShouldBeGreen();
    }

    private static async Task<IReadOnlyList<Route>> RoutesAsync()
    {
        await using var cloud = await TestCloud.StartInPartsAsync(fast: true);
        using var workflow = cloud.Workflow();
        await workflow.RunAsync(Request(cloud), null, TestCloud.Cancel);
        return Route.Of(cloud.Emulator.Requests);
    }

    private static async Task<(string Outcome, IReadOnlyCollection<string> Wrong)> TryAsync(Route route, FaultCase fault)
    {
        await using var cloud = await TestCloud.StartInPartsAsync(fast: true);
        var planned = cloud.Emulator.Faults.Add(route.Service, route.Pattern, fault.Make(), fault.Times);
        var output = CaseOutput.Begin();
        using var watched = new WatchedSecrets();
        using var workflow = cloud.Workflow(steps: [watched]);
        var wrong = new List<string>();
        var (journal, failure) = await RunAsync(workflow, cloud, output);
        planned.Remove();
        if (planned.Hits == 0)
        {
            wrong.Add("the fault struck nothing");
        }

        if (failure is not null)
        {
            wrong.AddRange(Judge(failure));
            using var another = cloud.Workflow(steps: [watched]);
            (journal, var again) = await RunAsync(another, cloud, output);
            if (again is not null)
            {
                return ("", [.. wrong, $"after {Describe(failure)}, the resume failed: {Describe(again)}"]);
            }
        }

        wrong.AddRange(await EndState.FindWrongAsync(cloud, workflow, journal!));
        output.Add(Encoding.UTF8.GetString(journal!.ToUtf8Json()));
        wrong.AddRange(output.Find(cloud.Log, watched.Secrets.Append(("API key of the caller", cloud.Emulator.ApiKey)).Append(("classic key", cloud.Emulator.SoftLayerKey))));
        return (failure is E2EStepException step ? $"{step.StepId}, resumed" : failure is null ? "done" : "resumed", wrong);
    }

    private static async Task<(RunJournal? Journal, Exception? Failure)> RunAsync(E2EWorkflow workflow, TestCloud cloud, CaseOutput output)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestCloud.Cancel);
        try
        {
            return ((await workflow.RunAsync(Request(cloud), null, stop.Token).WaitAsync(Watchdog, TestCloud.Cancel)).Journal, null);
        }
        catch (Exception e) when (!TestCloud.Cancel.IsCancellationRequested)
        {
            await stop.CancelAsync();
            output.Add(e);
            return (null, e);
        }
    }

    // Typed down to its cause, by the name of its step, with a cause and a remedy: else nobody at 3 a.m. knows what to do.
    private static IEnumerable<string> Judge(Exception failure)
    {
        if (failure is TimeoutException)
        {
            yield return "the run hangs";
        }
        else if (failure is not E2EStepException { InnerException: IbmCloudE2EException cause } step)
        {
            yield return $"untyped: {Describe(failure)}";
        }
        else if (!step.Message.Contains($"'{step.StepId}'", StringComparison.Ordinal) || !cause.Message.TrimEnd('.').Contains(". ", StringComparison.Ordinal))
        {
            yield return $"no cause and remedy: {Describe(failure)}";
        }
    }

    private static string Describe(Exception e) => e is E2EStepException { InnerException: { } cause } step ? $"{step.StepId}: {cause.GetType().Name}: {cause.Message}" : $"{e.GetType().Name}: {e.Message}";

    // A bucket of a fixed name, so that its routes have one.
    private static E2ERequest Request(TestCloud cloud) => cloud.Request() with { Bucket = "matrix-bucket" };
}
