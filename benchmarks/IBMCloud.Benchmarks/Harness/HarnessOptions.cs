namespace IBMCloud.Benchmarks.Harness;

/// <summary>The command line of the whole-process harness.</summary>
internal sealed record HarnessOptions
{
    public const string Usage = """
        dotnet run -c Release --project benchmarks/IBMCloud.Benchmarks -- [options]      the interleaved harness
          --quick            2 rounds over 64 MiB: shows that everything runs, its figures mean nothing
          --rounds N         rounds of each contest (7)
          --size MIB         size of the files (1024)
          --only NAMES       some of kernels,files,streams,scale,kdf,uploads by comma
          --tool FILE        the ibmcloud-e2e on the runtime to time (the one that was built with this program)
          --native FILE      the ibmcloud-e2e compiled to native code to time (published first where it is not named)
          --memory DIR       folder for files in memory (/dev/shm)
          --disk DIR         folder for files on disk (the temp folder)
          --out DIR          also writes RESULTS.md and its plots there
        Ends with 1 where a ratio is below its floor, except with --quick.
        dotnet run -c Release --project benchmarks/IBMCloud.Benchmarks -- micro [options]  BenchmarkDotNet, with its own options
        """;

    public bool Quick { get; init; }

    public int Rounds { get; init; } = 7;

    public long Size { get; init; } = 1L << 30;

    public IReadOnlySet<string> Only { get; init; } = new HashSet<string> { "kernels", "files", "streams", "scale", "kdf", "uploads" };

    public string Memory { get; init; } = Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath();

    public string Disk { get; init; } = Path.GetTempPath();

    public string? Out { get; init; }

    public string Tool { get; init; } = Child.BuiltTool;

    /// <summary>Empty where none was named: the run then publishes it.</summary>
    public string Native { get; init; } = "";

    public static HarnessOptions? Parse(string[] args)
    {
        var options = new HarnessOptions();
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i] == "--quick")
            {
                options = options with { Quick = true, Rounds = 2, Size = 64L << 20 };
                continue;
            }

            if (i + 1 == args.Length)
            {
                return null;
            }

            var value = args[++i];
            switch (args[i - 1])
            {
                case "--rounds" when int.TryParse(value, out var rounds) && rounds > 0: options = options with { Rounds = rounds }; break;
                case "--size" when long.TryParse(value, out var size) && size > 0: options = options with { Size = size << 20 }; break;
                case "--only": options = options with { Only = value.Split(',').ToHashSet() }; break;
                case "--memory": options = options with { Memory = value }; break;
                case "--disk": options = options with { Disk = value }; break;
                case "--tool": options = options with { Tool = value }; break;
                case "--native": options = options with { Native = value }; break;
                case "--out": options = options with { Out = value }; break;
                default: return null;
            }
        }

        return options;
    }
}
