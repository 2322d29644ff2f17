using System.CommandLine;

namespace IBMCloud.E2E.Tool;

internal static class Program
{
    public static Task<int> Main(string[] args) =>
        new RootCommand("Encrypted IBM Cloud servers with keys that only you control.").Parse(args).InvokeAsync();
}
