using System.Text.RegularExpressions;

namespace IBMCloud.E2E.Tool.Tests.Runs;

/// <summary>What people see on a terminal, and how their shell completes.</summary>
public sealed partial class TerminalTests
{
    [Fact]
    public async Task On_a_terminal_bars_show_how_far_each_step_is_and_stdout_stays_for_the_result()
    {
        var script = OutsideTool.Require("script");
        await using var bench = await CloudBench.StartAsync();
        bench.Environment["TERM"] = "xterm-256color";

        var command = $"{ToolProcess.Program} run --config {bench.Config} >{bench["out"]}";
        var result = await Task.Run(() => OutsideTool.Run(script, ["-qec", command, "/dev/null"], environment: bench.Environment), CloudBench.Cancel);

        result.MustSucceed().Output.Should().Contain("\e[").And.Contain("100%").And.Contain("encrypt and upload").And.Contain("created");
        Escapes().Replace(result.Output, "").Split('\n').Should().Contain(line => CheckedAccount().IsMatch(line), "a step is one line, whatever its detail");
        (await File.ReadAllTextAsync(bench["out"], CloudBench.Cancel)).Should().StartWith("The run 'web-image' is done").And.NotContain("\e");
    }

    [Fact]
    public async Task On_a_terminal_a_tear_down_asks_and_anything_but_yes_removes_nothing()
    {
        var script = OutsideTool.Require("script");
        await using var bench = await CloudBench.StartAsync();
        await bench.JsonAsync("run");

        var no = await AnswerAsync("no", "");
        no.ExitCode.Should().Be(1);
        no.Output.Should().Contain("Type yes to remove this:").And.Contain("Nothing was removed.");
        (await AnswerAsync("yes", " --delete-keys")).Output.Should().Contain("This destroys the root key").And.Contain("Nothing was removed.");
        (await AnswerAsync("web-image", " --delete-keys")).MustSucceed().Output.Should().Contain("removed  root-key");

        Task<ToolResult> AnswerAsync(string answer, string flags) => Task.Run(() => OutsideTool.Run(
            script, ["-qec", $"{ToolProcess.Program} teardown --config {bench.Config}{flags}", "/dev/null"], $"{answer}\n", environment: bench.Environment), CloudBench.Cancel);
    }

    [Theory]
    [InlineData("ibmcloud-e2e pl", "plan")]
    [InlineData("ibmcloud-e2e run --storage-class v", "vault")]
    [InlineData("ibmcloud-e2e teardown --delete", "--delete-keys")]
    public void Bash_completes_verbs_flags_and_values(string line, string completion)
    {
        var words = line.Split(' ');
        var result = ToolProcess.Shell(
            """PATH="$(dirname "$tool"):$PATH"; source <("$tool" completion bash); COMP_LINE=$1 COMP_POINT=${#1} COMP_CWORD=$2; shift 2; COMP_WORDS=("$@"); _ibmcloud_e2e; printf '%s\n' "${COMPREPLY[@]}" """,
            [line, $"{words.Length - 1}", .. words]);

        result.MustSucceed().Output.Split('\n').Should().Contain(completion);
    }

    [Theory]
    [InlineData("bash", "complete ")]
    [InlineData("zsh", "compdef ")]
    [InlineData("fish", "complete -c ")]
    [InlineData("pwsh", "Register-ArgumentCompleter")]
    public void Each_shell_gets_its_script(string shell, string word) => ToolProcess.Run("completion", shell).MustSucceed().Output.Should().Contain(word).And.Contain("[suggest:");

    // The elapsed time is whatever a busy machine made of it.
    [GeneratedRegex(@"^account and importing user checked .*100% \d\d:\d\d:\d\d\s*$")]
    private static partial Regex CheckedAccount();

    [GeneratedRegex(@"\e\[[0-9;?]*[A-Za-z]")]
    private static partial Regex Escapes();
}
