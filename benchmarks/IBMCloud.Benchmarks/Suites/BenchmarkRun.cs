using System.Globalization;
using System.Text;
using IBMCloud.Benchmarks.Harness;

namespace IBMCloud.Benchmarks.Suites;

/// <summary>Runs the suites and prints one Markdown document.</summary>
internal sealed class BenchmarkRun(HarnessOptions options)
{
    public int Run()
    {
        if (options.Native.Length == 0 && options.Only.Overlaps(["files", "streams", "scale"]))
        {
            options = options with { Native = NativeProgram.Publish(Child.ToolProject, "ibmcloud-e2e") };
        }

        var (report, machine, started) = (new Report(), new Machine(), DateTimeOffset.UtcNow);
        foreach (var (name, suite) in new (string, Action<HarnessOptions, Report>)[]
        {
            ("kernels", KernelSuite.Run), ("files", FileSuite.Run), ("streams", StreamSuite.Run), ("scale", ScaleSuite.Run), ("kdf", KdfSuite.Run), ("uploads", UploadSuite.Run),
        })
        {
            if (options.Only.Contains(name))
            {
                Console.Error.WriteLine(name);
                machine.Look();
                suite(options, report);
            }
        }

        var document = Document(report, machine, started);
        Console.WriteLine(document);
        if (options.Out is { } folder)
        {
            Directory.CreateDirectory(Path.Combine(folder, "plots"));
            File.WriteAllText(Path.Combine(folder, "RESULTS.md"), document);
            foreach (var (file, svg) in report.Plots)
            {
                File.WriteAllText(Path.Combine(folder, "plots", file), svg);
            }
        }

        foreach (var failure in report.BelowFloor)
        {
            Console.Error.WriteLine($"below the floor: {failure}");
        }

        return report.BelowFloor.Count > 0 && !options.Quick ? 1 : 0;
    }

    private string Document(Report report, Machine machine, DateTimeOffset started)
    {
        var text = new StringBuilder();
        text.AppendLine("# Results").AppendLine();
        text.AppendLine("Repeat with `dotnet run -c Release --project benchmarks/IBMCloud.Benchmarks -- --out benchmarks`. Contenders take turns in rounds; a ratio is of one round, ours over")
            .AppendLine("the other, more is better. `best / best` compares the best round of each, which is what quiet moments show. `met` judges the median; `at best` means that only best over best reaches the goal. The better of both below its floor fails the run.").AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"- Date: {started:yyyy-MM-dd HH:mm} UTC, {(DateTimeOffset.UtcNow - started).TotalMinutes:0} minutes");
        text.AppendLine($"- Machine: {Machine.Class()}");
        text.AppendLine($"- How quiet: {machine.Quiet()}");
        text.AppendLine(CultureInfo.InvariantCulture, $"- Rounds: {options.Rounds}; files of {options.Size >> 20:N0} MiB{(options.Quick ? "; QUICK: shows that everything runs, the figures mean nothing" : "")}");
        return text.Append(report).ToString();
    }
}
