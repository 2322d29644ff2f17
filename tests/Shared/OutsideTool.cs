using System.Diagnostics;
using Xunit;

namespace IBMCloud.Tests.Shared;

/// <summary>A program outside the product that a test checks against. Missing: the test is skipped with the reason; under CI=true it fails.</summary>
public static class OutsideTool
{
    /// <summary>True where a run must not skip anything.</summary>
    public static bool InCi => string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>The path of the first of <paramref name="names"/> that is installed; skips or fails the test where none is.</summary>
    public static string Require(params string[] names)
    {
        foreach (var name in names)
        {
            if (Find(name) is { } path)
            {
                return path;
            }
        }

        Missing($"'{string.Join("' or '", names)}' is not installed");
        return "";
    }

    /// <summary>Skips the test with <paramref name="why"/>; under CI=true fails it.</summary>
    public static void Missing(string why)
    {
        if (InCi)
        {
            Assert.Fail($"{why}; CI must have it.");
        }

        Assert.Skip($"{why}; install it to run this test.");
    }

    /// <summary>The full path of a program on PATH or in the system's sbin folders, or null.</summary>
    public static string? Find(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Concat(["/usr/sbin", "/sbin"])
            .Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    /// <summary>Runs a program to its end and returns exit code and output. A watchdog ends it after <paramref name="seconds"/>.</summary>
    public static ToolResult Run(string program, IEnumerable<string> arguments, string? input = null, int seconds = 300,
        IReadOnlyDictionary<string, string?>? environment = null)
    {
        var start = new ProcessStartInfo(program)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        if (input is not null)
        {
            process.StandardInput.Write(input);
        }

        process.StandardInput.Close();
        if (!process.WaitForExit(TimeSpan.FromSeconds(seconds)))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{program} did not end within {seconds} s.");
        }

        process.WaitForExit();
        return new ToolResult(process.ExitCode, output.Result, error.Result);
    }
}

/// <summary>What a program said.</summary>
public sealed record ToolResult(int ExitCode, string Output, string Error)
{
    /// <summary>Fails the test unless the program ended with 0.</summary>
    public ToolResult MustSucceed()
    {
        Assert.True(ExitCode == 0, $"exit {ExitCode}\n{Output}\n{Error}");
        return this;
    }
}
