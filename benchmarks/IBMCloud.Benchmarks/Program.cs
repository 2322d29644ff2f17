using BenchmarkDotNet.Running;
using IBMCloud.Benchmarks.Harness;
using IBMCloud.Benchmarks.Suites;

if (args is ["micro", .. var rest])
{
    BenchmarkSwitcher.FromAssembly(typeof(HarnessOptions).Assembly).Run(rest);
    return 0;
}

if (HarnessOptions.Parse(args) is not { } options)
{
    Console.Error.WriteLine(HarnessOptions.Usage);
    return 2;
}

return new BenchmarkRun(options).Run();
