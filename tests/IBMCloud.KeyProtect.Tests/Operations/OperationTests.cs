using System.Collections.Concurrent;
using System.Diagnostics;
using IBMCloud.Emulator;
using IBMCloud.Primitives;

namespace IBMCloud.KeyProtect.Tests.Operations;

/// <summary>What holds for every operation: its effect happens once whatever goes wrong, its role is needed, and it shows no secret.</summary>
public sealed class OperationTests : KeyProtectTest
{
    private static readonly string[] Roles = ["", "Reader", "ReaderPlus", "Writer", "Manager"];

    public static TheoryData<string> Operations => [.. KeyOperations.All.Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Whatever_goes_wrong_once_the_effect_happens_once(string name)
    {
        var operation = Of(name);
        var client = await ClientWithAsync("Manager", "KeyPurge");
        foreach (var fault in (Fault[])[Fault.ResetBefore(), Fault.ResetAfter(), Fault.TruncatedBody(), Fault.InternalError(), Fault.Status(502), Fault.Unavailable(), Fault.Unavailable("0"), Fault.TooManyRequests(), Fault.TooManyRequests("0"), Fault.ExpiredToken()])
        {
            using var world = await OperationWorld.CreateAsync(Emulator, client, Cancel);
            await operation.Arrange(world);
            var planned = Emulator.Faults.Add(EmulatedService.KeyProtect, operation.Route, fault);

            await operation.Act(world, client);

            planned.Hits.Should().Be(1, "{0} {1} is what it sends", fault.Kind, operation.Route);
            await operation.Check(world);
        }
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task An_answer_that_takes_too_long_is_as_good_as_lost(string name)
    {
        var operation = Of(name);
        var client = await ClientWithAsync("Manager", "KeyPurge");
        using var world = await OperationWorld.CreateAsync(Emulator, client, Cancel);
        await operation.Arrange(world);
        var planned = Emulator.Faults.Add(EmulatedService.KeyProtect, operation.Route, Fault.Slow(TimeSpan.FromMinutes(3)));

        var call = operation.Act(world, client);
        while (planned.Hits == 0 && !call.IsCompleted)
        {
            await Task.Yield();
        }

        Emulator.Clock.Advance(Options.AttemptTimeout);
        await call.WaitAsync(TimeSpan.FromMinutes(2), Cancel);

        await operation.Check(world);
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Its_role_is_enough_and_the_one_below_is_not(string name)
    {
        var operation = Of(name);
        var manager = await ClientWithAsync("Manager", "KeyPurge");
        using var world = await OperationWorld.CreateAsync(Emulator, manager, Cancel);
        await operation.Arrange(world);
        var below = operation.Role == "KeyPurge" ? "Manager" : Roles[Array.IndexOf(Roles, operation.Role) - 1];

        var refused = await ClientWithAsync(below.Length == 0 ? [] : [below]);
        (await ProblemOfAsync(() => operation.Act(world, refused))).Should().Be(KeyProtectProblem.AccessDenied);
        await operation.Act(world, await ClientWithAsync(operation.Role));

        await operation.Check(world);
    }

    [Fact]
    public async Task No_operation_shows_a_secret_in_a_log_a_trace_an_exception_or_a_text()
    {
        var shown = new ConcurrentQueue<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => shown.Enqueue($"{activity.DisplayName} {activity.StatusDescription} {string.Join(' ', activity.TagObjects)} {string.Join(' ', activity.Baggage)}"),
        };
        ActivitySource.AddActivityListener(listener);
        var client = await ClientWithAsync("Manager", "KeyPurge");
        var outsider = await ClientWithAsync();
        var secrets = new List<string> { Emulator.ApiKey, (await Owner.GetTokenAsync(Cancel)).Value.Reveal() };
        foreach (var operation in KeyOperations.All)
        {
            using var world = await OperationWorld.CreateAsync(Emulator, client, Cancel);
            secrets.AddRange(Texts(world.Secret));
            await operation.Arrange(world);
            shown.Enqueue((await ((Func<Task>)(() => operation.Act(world, outsider))).Should().ThrowAsync<Exception>()).Which.ToString());
            await operation.Act(world, client);
            foreach (var result in world.Results)
            {
                shown.Enqueue($"{result}");
                secrets.AddRange(Texts(result switch
                {
                    SecretBytes bytes => bytes,
                    NewDek dek => dek.Key,
                    GeneratedKey generated => generated.Plaintext,
                    UnwrappedKey unwrapped => unwrapped.Plaintext,
                    _ => world.Secret,
                }));
            }
        }

        var everything = string.Join('\n', shown) + Log.Text;
        everything.Length.Should().BeGreaterThan(10_000, "it is what would show secrets");
        secrets.Where(secret => everything.Contains(secret, StringComparison.OrdinalIgnoreCase)).Should().BeEmpty();
    }

    [Fact]
    public void The_documented_table_is_that_of_the_operations()
    {
        var rows = File.ReadLines(Path.Combine(SharedTools.RepositoryRoot, "docs", "key-protect.md"))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal) && line.Contains("/api/v2/", StringComparison.Ordinal))
            .Select(line => line.Split('|').Select(cell => cell.Trim().Trim('`')).ToArray())
            .Select(cells => $"{cells[1]} {cells[2]} {cells[3]}");

        rows.Should().BeEquivalentTo(KeyOperations.All.Select(one => $"{one.Name} {one.Route.Replace("*", "{id}", StringComparison.Ordinal)} {one.Role}"));
    }

    private static KeyOperation Of(string name) => KeyOperations.All.Single(one => one.Name == name);

    private static string[] Texts(SecretBytes secret) => [Convert.ToBase64String(secret.Span), Convert.ToHexString(secret.Span)];
}
