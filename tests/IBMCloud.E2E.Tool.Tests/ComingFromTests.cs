using System.Text.RegularExpressions;

namespace IBMCloud.E2E.Tool.Tests;

/// <summary>The pages for people who come from other tools: what they are told to type now is typed here, block after block.</summary>
public sealed partial class ComingFromTests
{
    [Theory]
    [InlineData("docs/coming-from/cryptsetup.md", 4)]
    [InlineData("docs/coming-from/qemu-img.md", 4)]
    [InlineData("docs/coming-from/ibm-documentation.md", 2)]
    public void Every_command_of_the_page_runs(string page, int blocks)
    {
        using var bench = new Workbench(3 << 20);
        bench.Write("passphrase", "correct horse"u8);
        bench.Write("second", "battery"u8);
        bench.Write("third", "staple"u8);
        bench.Write("dek", [.. Enumerable.Range(1, 64).Select(value => (byte)value)]);
        bench.Write("dek.txt", System.Text.Encoding.ASCII.GetBytes(Convert.ToBase64String([.. Enumerable.Range(1, 64).Select(value => (byte)value)])));
        ToolProcess.Run("convert", bench["disk.raw"], bench["disk.vhd"], "--format", "vhd").MustSucceed();
        ToolProcess.Run("convert", bench["disk.raw"], bench["disk.qcow2"], "--format", "qcow2").MustSucceed();
        var typed = Now().Matches(SamplePage.Read(page)).Select(match => match.Groups["commands"].Value).ToList();
        typed.Should().HaveCount(blocks);

        ToolProcess.Shell($"set -e\ncd '{bench.Folder}'\nibmcloud-e2e() {{ \"$tool\" \"$@\"; }}\n{string.Join('\n', typed)}").MustSucceed();
    }

    [GeneratedRegex(@"<!-- now: [\w-]+ -->\n```sh\n(?<commands>.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex Now();
}
