using IBMCloud.Emulator;

namespace IBMCloud.E2E.Tests.Matrices;

/// <summary>One way in which requests of a route go wrong.</summary>
/// <param name="Name">Name of the column.</param>
/// <param name="Make">Makes the fault.</param>
/// <param name="Times">How many requests it strikes.</param>
internal sealed record FaultCase(string Name, Func<Fault> Make, int Times)
{
    private const int Always = 1_000_000;

    // Twice as long as a client waits for an answer, by the clock of both.
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(2);

    /// <summary>Every fault that the emulator knows: at the first request of a route, and those that may be there to stay at every request.</summary>
    public static IReadOnlyList<FaultCase> All { get; } =
    [
        Once("429", () => Fault.TooManyRequests()),
        Once("429 in 1 s", () => Fault.TooManyRequests("1")),
        Once("500", Fault.InternalError),
        Once("503", () => Fault.Unavailable()),
        Once("503 until a date", () => Fault.Unavailable("Fri, 01 Jan 2100 00:00:00 GMT")),
        Once("reset before", Fault.ResetBefore),
        Once("reset after", Fault.ResetAfter),
        Once("slow", () => Fault.Slow(TimeSpan.FromSeconds(1))),
        Once("late", () => Fault.LateAnswer(Late)),
        Once("truncated", () => Fault.TruncatedBody()),
        Once("expired token", Fault.ExpiredToken),
        Once("error in 200", Fault.ErrorInOk),
        Once("empty 200", Fault.EmptyOk),
        Ever("403", () => Fault.Status(403)),
        Ever("404", () => Fault.Status(404)),
        Ever("429", () => Fault.TooManyRequests()),
        Ever("500", Fault.InternalError),
        Ever("reset after", Fault.ResetAfter),
        Ever("truncated", () => Fault.TruncatedBody()),
        Ever("expired token", Fault.ExpiredToken),
        Ever("error in 200", Fault.ErrorInOk),
        Ever("empty 200", Fault.EmptyOk),
    ];

    private static FaultCase Once(string name, Func<Fault> make) => new(name, make, 1);

    private static FaultCase Ever(string name, Func<Fault> make) => new($"{name}, always", make, Always);
}
