using System.Numerics;
using IBMCloud.Emulator;
using IBMCloud.Primitives;

namespace IBMCloud.E2E.Tests.Matrices;

/// <summary>Any part of the flow that a user did by hand gives the same end, is used, and is never changed or torn down.</summary>
public sealed class HandMadeMatrixTests
{
    private const int Things = 10;
    private static readonly HandMade[] Policies = [HandMade.Authorization, HandMade.UserPolicy, HandMade.BucketPolicy, HandMade.KeyPolicy];

    [Fact]
    public async Task What_a_user_made_by_hand_is_used_and_stays_as_it_is()
    {
        var matrix = new Matrix("made-by-hand", "Things made by hand before the run (and what they stand on): the run's outcome, and the tear-down's with its keys", "made by hand");

        await Matrix.TryAsync(Matrix.Sample(Cases(), 8), Environment.ProcessorCount, async made =>
        {
            var row = (BitOperations.PopCount((uint)made), $"{made}");
            try
            {
                await TryAsync(matrix, row, made);
            }
            catch (IbmCloudE2EException e)
            {
                matrix.Set(row, "4 failure", "", [e.Message]);
            }
        });

        matrix.ShouldBeGreen();
    }

    [Theory]
    [InlineData(HandMade.KeyProtect | HandMade.ObjectStorage, EmulatedService.ResourceController, "POST /v2/resource_instances")]
    [InlineData(HandMade.ServiceId, EmulatedService.Iam, "POST /v1/serviceids*")]
    public async Task What_a_user_makes_because_the_run_was_refused_is_the_users(HandMade made, EmulatedService service, string route)
    {
        await using var cloud = await TestCloud.StartInPartsAsync(fast: true);
        using var workflow = cloud.Workflow();
        var own = new UsersOwn(cloud, workflow.Clients, made);
        var refusal = cloud.Emulator.Faults.Add(service, route, Fault.Status(403), times: 100);
        var refused = () => workflow.RunAsync(own.Request, null, TestCloud.Cancel);
        await refused.Should().ThrowAsync<E2EStepException>();
        refusal.Remove();

        cloud.Emulator.Clock.Advance(TimeSpan.FromMinutes(10));
        await own.MakeAsync();
        var before = await own.NowAsync();
        var result = await workflow.RunAsync(own.Request, null, TestCloud.Cancel);
        await workflow.TearDownAsync("test-run", new TearDownOptions { DeleteKeys = true }, null, TestCloud.Cancel);

        result.Journal.IsComplete.Should().BeTrue();
        (await own.NowAsync()).Should().BeEquivalentTo(before);
        (await Inventory.OfAsync(cloud, workflow)).Should().Be(own.Inventory);
    }

    private static async Task TryAsync(Matrix matrix, (int, string) row, HandMade made)
    {
        await using var cloud = await TestCloud.StartAsync();
        using var workflow = cloud.Workflow();
        var own = new UsersOwn(cloud, workflow.Clients, made);
        await own.MakeAsync();
        var before = await own.NowAsync();

        var plan = await workflow.PlanAsync(own.Request, TestCloud.Cancel);
        matrix.Set(row, "1 plan", "shows it", PlannedToGo(plan, made));
        var result = await workflow.RunAsync(own.Request, null, TestCloud.Cancel);
        var wrong = await EndState.FindWrongAsync(cloud, workflow, result.Journal, AfterRun(own, made));
        matrix.Set(row, "2 run", "done", [.. wrong, .. Changed(before, await own.NowAsync())]);
        var report = await workflow.TearDownAsync("test-run", new TearDownOptions { DeleteKeys = true }, null, TestCloud.Cancel);
        var left = await Inventory.OfAsync(cloud, workflow);
        wrong = [.. report.Remaining.Select(item => $"remains: {item.StepId} {item.Outcome.Detail}"), .. Changed(before, await own.NowAsync())];
        matrix.Set(row, "3 tear-down", "only that is left", left == own.Inventory ? wrong : [.. wrong, $"left is {left}, not {own.Inventory}"]);
    }

    // Nothing, each thing alone, all of them, and subsets that chance chooses; each as the run would call it and as the user likes.
    private static List<HandMade> Cases()
    {
        var random = new Random(Matrix.Seed);
        var subsets = Enumerable.Range(0, Things).Select(bit => 1 << bit).Append((1 << Things) - 1).Concat(Enumerable.Range(0, 30).Select(_ => random.Next(1 << Things)));
        return [.. subsets.Select(bits => UsersOwn.WithNeeds((HandMade)bits)).SelectMany(made => new[] { made, made | HandMade.Named }).Prepend(HandMade.None).Distinct()];
    }

    private static Inventory AfterRun(UsersOwn own, HandMade made) => EndState.OfRun with
    {
        // The inventory counts the policies that carry a run's mark: those of the user have none.
        Policies = EndState.OfRun.Policies - Policies.Count(policy => made.HasFlag(policy)),
        ApiKeys = 1 + own.Inventory.ApiKeys,
        Objects = 1 + own.Inventory.Objects,
    };

    private static List<string> Changed(IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> now) =>
        [.. before.Where(thing => now[thing.Key] != thing.Value).Select(thing => $"{thing.Key} was '{thing.Value}' and is '{now[thing.Key]}'")];

    private static List<string> PlannedToGo(E2EPlan plan, HandMade made)
    {
        (HandMade Thing, string Step)[] steps =
        [
            (HandMade.KeyProtect, E2EStepIds.KeyProtect), (HandMade.RootKey, E2EStepIds.RootKey), (HandMade.ObjectStorage, E2EStepIds.ObjectStorage),
            (HandMade.Bucket, E2EStepIds.Bucket), (HandMade.Authorization, E2EStepIds.Authorization), (HandMade.UserPolicy, E2EStepIds.UserPolicy), (HandMade.ServiceId, E2EStepIds.ServiceId),
        ];
        return [.. steps.Where(one => made.HasFlag(one.Thing)).Select(one => plan.Steps.Single(step => step.Id == one.Step))
            .Where(step => step.Verdict != PlanVerdict.Exists || step.TearDownRemoves).Select(step => $"the plan says of {step.Id}: {step.Verdict}, tear-down removes it: {step.TearDownRemoves}")];
    }
}
