using System.CommandLine;

namespace IBMCloud.E2E.Tool.Verbs;

/// <summary><c>completion SHELL</c>: a script by which a shell completes verbs, flags and values. It asks the tool itself, so it never grows old.</summary>
internal static class CompletionVerb
{
    private const string Bash = """
        # ibmcloud-e2e completion for bash. To use it: source <(ibmcloud-e2e completion bash)
        _ibmcloud_e2e() {
            local IFS=$'\n' word="${COMP_WORDS[COMP_CWORD]}"
            COMPREPLY=($(compgen -W "$("${COMP_WORDS[0]}" "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)" -- "$word"))
        }
        complete -o default -F _ibmcloud_e2e ibmcloud-e2e
        """;

    private const string Zsh = """
        #compdef ibmcloud-e2e
        # ibmcloud-e2e completion for zsh. To use it: source <(ibmcloud-e2e completion zsh)
        _ibmcloud_e2e() {
            local -a found
            found=("${(@f)$(${words[1]} "[suggest:${CURSOR}]" "${BUFFER}" 2>/dev/null)}")
            if [[ -n "${found[1]}" ]]; then compadd -a found; else _files; fi
        }
        (( $+functions[compdef] )) || { autoload -Uz compinit && compinit; }
        compdef _ibmcloud_e2e ibmcloud-e2e
        """;

    private const string Fish = """
        # ibmcloud-e2e completion for fish. To use it: ibmcloud-e2e completion fish | source
        complete -c ibmcloud-e2e -a '(set -l line (commandline -cp); ibmcloud-e2e "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null)'
        """;

    private const string Pwsh = """
        # ibmcloud-e2e completion for PowerShell. To use it: ibmcloud-e2e completion pwsh | Out-String | Invoke-Expression
        Register-ArgumentCompleter -Native -CommandName ibmcloud-e2e -ScriptBlock {
            param($wordToComplete, $commandAst, $cursorPosition)
            & $commandAst.CommandElements[0].Value "[suggest:$cursorPosition]" "$commandAst" 2>$null |
                Where-Object { $_ -like "$wordToComplete*" } |
                ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
        }
        """;

    public static Command Create()
    {
        var shell = new Argument<string>("SHELL") { Description = "bash, zsh, fish or pwsh." };
        shell.AcceptOnlyFromAmong("bash", "zsh", "fish", "pwsh");
        var command = new Command("completion", "Print the script by which a shell completes verbs, flags and values.") { shell };
        command.SetAction(async (parsed, cancel) =>
        {
            var script = parsed.GetRequiredValue(shell) switch { "bash" => Bash, "zsh" => Zsh, "fish" => Fish, _ => Pwsh };
            await Console.Out.WriteLineAsync(script.AsMemory(), cancel).ConfigureAwait(false);
            return ExitCode.Done;
        });
        return command;
    }
}
