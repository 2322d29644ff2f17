using System.Globalization;
using IBMCloud.Benchmarks.Harness;

namespace IBMCloud.Benchmarks.Anchors;

/// <summary><c>openssl speed</c>: the cipher in a loop over one buffer, without setting the tweak between calls, timed by processor time.</summary>
internal static class OpensslSpeed
{
    /// <summary>GB/s.</summary>
    public static double Measure(string cipher, int bytes, int seconds)
    {
        var result = Child.Run("openssl", "speed", "-mr", "-seconds", $"{seconds}", "-evp", cipher, "-bytes", $"{bytes}");
        return result.Succeeded && result.Output.Split('\n').LastOrDefault(line => line.StartsWith("+F:", StringComparison.Ordinal)) is { } line
            ? double.Parse(line.Split(':')[^1], CultureInfo.InvariantCulture) / 1e9
            : double.NaN;
    }
}
