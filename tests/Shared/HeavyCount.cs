using System.Globalization;

namespace IBMCloud.Tests.Shared;

/// <summary>Counts of expensive repetitions: small in a user's run, raised by an environment variable in CI and at night.</summary>
public static class HeavyCount
{
    /// <summary>The number in <paramref name="variable"/>, or <paramref name="otherwise"/>.</summary>
    public static int From(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var count) ? count : otherwise;
}
