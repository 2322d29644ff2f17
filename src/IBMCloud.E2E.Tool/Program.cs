using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using IBMCloud.E2E.Tool.Terminal;

namespace IBMCloud.E2E.Tool;

internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        using var signals = new CancelSignals();
        try
        {
            // A path may begin with '@'; it is no file of arguments.
            var parsed = ToolCommand.Create().Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
            return parsed.Action is ParseErrorAction
                ? throw ToolException.Usage($"{string.Join(' ', parsed.Errors.Select(OneLine))} See --help.")
                : await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, signals.Token).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            var failure = Failure.Of(error);
            await Console.Error.WriteLineAsync($"ibmcloud-e2e: {failure.Message}").ConfigureAwait(false);
            return failure.ExitCode;
        }
    }

    private static string OneLine(ParseError error)
    {
        var line = string.Join(' ', error.Message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.EndsWith('.') ? line : line + '.';
    }
}
