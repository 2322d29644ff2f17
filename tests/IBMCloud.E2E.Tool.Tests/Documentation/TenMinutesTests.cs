using System.Text.RegularExpressions;

namespace IBMCloud.E2E.Tool.Tests.Documentation;

/// <summary>The shell lines of docs/index.md, run in order as a user pastes them.</summary>
public sealed partial class TenMinutesTests
{
    [Fact]
    public void The_lines_of_the_first_page_go_from_nothing_to_an_encrypted_server_and_back()
    {
        using var folder = new TempFolder();
        var disk = new byte[4 << 20];
        new Random(3).NextBytes(disk.AsSpan(0, disk.Length / 2));
        (disk[510], disk[511]) = (0x55, 0xAA);
        folder.Write("debian-12.raw", disk);
        var lines = string.Join('\n', ShellBlock().Matches(SamplePage.Read("docs/index.md")).Select(block => block.Groups[1].Value));
        lines.Split('\n').Count(line => line.StartsWith("ibmcloud-e2e ", StringComparison.Ordinal)).Should().BeGreaterThan(5);

        // Where the lines fail, the emulator that they started ends too.
        var result = ToolProcess.Shell(
            $"""
            set -eu; trap 'kill $(jobs -p) 2>/dev/null || true' EXIT; cd "$1"; export PATH="$(dirname "$tool"):$PATH" XDG_DATA_HOME="$1/data"
            unset IBMCLOUD_API_KEY IBMCLOUD_E2E_API_KEY IBMCLOUD_E2E_CONFIG IBMCLOUD_E2E_JOURNALS
            {lines}
            """, folder.Path);

        result.MustSucceed().Output.Should().Contain("Nothing stands in the way.").And.Contain("The run 'web-image' is done").And.Contain("holds the image")
            .And.Contain("shown ").And.Contain("is rotated").And.Contain("removed  server").And.NotContain("FAILED");
    }

    [GeneratedRegex(@"<!-- shell: [^>]+ -->\n```sh\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex ShellBlock();
}
