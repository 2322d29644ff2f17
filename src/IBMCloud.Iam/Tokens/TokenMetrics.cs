using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace IBMCloud.Iam;

/// <summary>Traces and counts the tokens that were asked for (docs/observability.md).</summary>
internal static class TokenMetrics
{
    private static readonly ActivitySource Source = new("IBMCloud.Iam");
    private static readonly Meter Meter = new("IBMCloud.Iam");
    private static readonly Counter<long> Requests = Meter.CreateCounter<long>("ibmcloud.iam.token.requests", "{request}", "Tokens asked for, by outcome.");

    /// <summary>One for each renewal, with the request and its repeats inside it.</summary>
    public static Activity? StartRenewal() => Source.StartActivity("renew a token");

    public static void Succeeded() => Requests.Add(1, new KeyValuePair<string, object?>("outcome", "success"));

    public static void Failed(string reason) => Requests.Add(1, new KeyValuePair<string, object?>("outcome", reason));
}
