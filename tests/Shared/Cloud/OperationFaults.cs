using IBMCloud.Core;
using IBMCloud.Emulator;

namespace IBMCloud.Tests.Shared.Cloud;

/// <summary>Everything that can go wrong once with one request, and how an operation must come out of it.</summary>
public static class OperationFaults
{
    /// <summary>The faults after which the request is not known to have had no effect.</summary>
    public static readonly string[] Ambiguous = ["500", "reset before", "reset after", "truncated"];

    private static readonly (string Name, Func<Fault> Make)[] All =
    [
        ("429", () => Fault.TooManyRequests()),
        ("429 Retry-After seconds", () => Fault.TooManyRequests("1")),
        ("503 Retry-After date", () => Fault.Unavailable("Fri, 01 Jan 2100 00:00:00 GMT")),
        ("503", () => Fault.Unavailable()),
        ("500", Fault.InternalError),
        ("reset before", Fault.ResetBefore),
        ("reset after", Fault.ResetAfter),
        ("truncated", () => Fault.TruncatedBody()),
        ("expired token", Fault.ExpiredToken),
        ("slow", () => Fault.Slow(TimeSpan.FromMilliseconds(20))),
    ];

    private static readonly int[] Refusals = [400, 403, 404, 409, 410, 412, 422];

    /// <summary>Plans each fault in turn, calls, and compares what came of it.</summary>
    /// <param name="emulator">The emulator.</param>
    /// <param name="service">Service of the request.</param>
    /// <param name="route">Method and path of the request that the operation is about.</param>
    /// <param name="call">The operation; makes anew what it needs each time.</param>
    /// <param name="mayFail">The faults that end in an exception which says what to do.</param>
    /// <param name="hasBody">The answer has a body that can break off.</param>
    /// <returns>What came out wrong; the exceptions that were thrown.</returns>
    public static async Task<(List<string> Wrong, List<Exception> Thrown)> TryAllAsync(
        IbmCloudEmulator emulator, EmulatedService service, string route, Func<Task> call, string[] mayFail, bool hasBody = true)
    {
        var wrong = new List<string>();
        var thrown = new List<Exception>();
        foreach (var (name, make) in All.Where(fault => hasBody || fault.Name != "truncated"))
        {
            var planned = emulator.Faults.Add(service, route, make());
            var e = await Record.ExceptionAsync(call);
            planned.Remove();
            Judge(name, planned, e, mayFail.Contains(name));
        }

        return (wrong, thrown);

        void Judge(string name, PlannedFault planned, Exception? e, bool failureExpected)
        {
            if (e is not null)
            {
                thrown.Add(e);
            }

            if (planned.Hits != 1)
            {
                wrong.Add($"{name}: struck {planned.Hits} times");
            }
            else if (failureExpected ? e is not IbmCloudException { Message.Length: > 20 } : e is not null)
            {
                wrong.Add($"{name}: {e?.GetType().Name ?? "no exception"} {e?.Message}");
            }
        }
    }

    /// <summary>Plans each refusal for good, calls, and compares the exception with it.</summary>
    /// <param name="emulator">The emulator.</param>
    /// <param name="service">Service of the request.</param>
    /// <param name="route">Method and path of the request that the operation is about.</param>
    /// <param name="call">The operation; makes anew what it needs each time.</param>
    /// <param name="fine">The refusals that mean that there is nothing to do.</param>
    public static async Task<List<string>> RefuseAllAsync(IbmCloudEmulator emulator, EmulatedService service, string route, Func<Task> call, int[] fine)
    {
        var wrong = new List<string>();
        foreach (var status in Refusals)
        {
            var planned = emulator.Faults.Add(service, route, Fault.Status(status), times: 100);
            var e = await Record.ExceptionAsync(call);
            planned.Remove();
            var right = fine.Contains(status) ? e is null
                : e is IbmCloudException { IsRetryable: false, CorrelationId.Length: > 0 } typed && (int?)typed.Status == status && typed.Message.Contains($"{status}", StringComparison.Ordinal);
            if (!right || planned.Hits == 0)
            {
                wrong.Add($"{status}: {planned.Hits} hits, {e?.GetType().Name} {e?.Message}");
            }
        }

        return wrong;
    }
}
