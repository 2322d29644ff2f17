using System.Text.RegularExpressions;

namespace IBMCloud.Luks.Tests.Cryptography.Xts;

/// <summary>The kernels of lesser processors, by the runtime's switches, each in a process of its own.</summary>
public sealed class InstructionSetTests
{
    public static TheoryData<string, string[]> Switches => new()
    {
        { "DOTNET_EnableAVX512", ["x86-256", "x86-128", "portable"] },
        { "DOTNET_EnableVAES", ["x86-128", "portable"] },
        { "DOTNET_EnableAVX2", ["x86-128", "portable"] },
        { "DOTNET_EnableAES", ["portable"] },
        { "DOTNET_EnableHWIntrinsic", ["portable"] },
    };

    [Theory]
    [MemberData(nameof(Switches))]
    public void All_kernels_are_right_without(string instructions, string[] left)
    {
        Assert.SkipUnless(System.Runtime.Intrinsics.X86.X86Base.IsSupported, "the switches are those of x86");
        var expected = XtsKernels.Available.Select(kernel => kernel.Name).Intersect(left);
        var environment = new Dictionary<string, string?>
        {
            [instructions] = "0", [XtsKernelTests.ExpectedKernels] = string.Join(',', expected), ["IBMCLOUD_E2E_XTS_CASES"] = "10",
        };

        var run = ThisProgram(["-class", typeof(XtsKernelTests).FullName!], environment);

        run.ExitCode.Should().Be(0, "{0}", run.Output);
        run.Output.Should().MatchRegex("Total: [1-9]").And.Contain("Failed: 0");
    }

    [Fact]
    public void The_compiled_kernel_calls_nothing_but_the_encryption_of_eight_tweaks()
    {
        Assert.SkipUnless(System.Runtime.Intrinsics.X86.Aes.IsSupported, "the disassembly is read in x86's names");
        using var folder = new TempFolder();
        var listing = folder["listing"];
        var environment = new Dictionary<string, string?> { ["DOTNET_JitStdOutFile"] = listing, ["DOTNET_JitDisasm"] = "*XtsPipeline*:Run" };

        var run = ThisProgram(["-method", $"*.{nameof(XtsKernelTests.A_kernel_gives_the_512_byte_vectors_of_IEEE_1619)}"], environment);

        run.ExitCode.Should().Be(0, "{0}", run.Output);
        var text = File.ReadAllText(listing);
        var methods = Regex.Split(text, "^; Assembly listing for method ", RegexOptions.Multiline)
            .Where(method => method.Contains("[IBMCloud.Luks.X86AesEncryption,", StringComparison.Ordinal)).ToList();
        methods.Should().HaveCountGreaterThanOrEqualTo(2, "both directions were compiled");
        foreach (var method in methods)
        {
            Regex.Matches(method, @"^\s+call\s+(.*)$", RegexOptions.Multiline).Select(call => call.Groups[1].Value)
                .Should().OnlyContain(target => target.Contains("XtsPipeline") && target.Contains(":EncryptTweaks("), "a call per block or per sector would cost more than the cipher");
            Regex.Matches(method, "vaes(enc|dec) ").Should().HaveCount(2 * 13 * 8, "two groups of eight blocks are unrolled");
        }
    }

    private static ToolResult ThisProgram(string[] arguments, Dictionary<string, string?> environment) =>
        OutsideTool.Run("dotnet", [typeof(InstructionSetTests).Assembly.Location, .. arguments], environment: environment);
}
