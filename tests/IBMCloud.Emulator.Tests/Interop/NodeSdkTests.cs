using System.Text.Json.Nodes;

namespace IBMCloud.Emulator.Tests.Interop;

/// <summary>IBM's own Node SDKs, unchanged but for their addresses, do the calls of the flow against the emulator (tests/interop).</summary>
public sealed class NodeSdkTests : EmulatorTest
{
    private static readonly string Folder = Path.Combine(SharedTools.RepositoryRoot, "tests", "interop");

    public static TheoryData<string> Scripts => [.. Directory.EnumerateFiles(Folder, "*.test.js").Select(path => Path.GetFileName(path))];

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task The_SDKs_calls_are_answered_as_it_expects(string script)
    {
        var node = OutsideTool.Require("node", "nodejs");
        if (!Directory.Exists(Path.Combine(Folder, "node_modules", "@ibm-cloud")))
        {
            OutsideTool.Missing("the SDKs are not installed (npm ci --prefix tests/interop)");
        }

        var run = await Task.Run(
            () => OutsideTool.Run(node, ["--test", "--test-reporter=spec", Path.Combine(Folder, script)], environment: new Dictionary<string, string?> { ["EMULATOR"] = Addresses() }), Cancel);

        run.MustSucceed();
        run.Output.Should().MatchRegex("pass [1-9]").And.Contain("fail 0").And.Contain("skipped 0");
    }

    private string Addresses() => new JsonObject
    {
        ["iam"] = Address(EmulatedService.Iam),
        ["resourceController"] = Address(EmulatedService.ResourceController),
        ["resourceManager"] = Address(EmulatedService.ResourceManager),
        ["keyProtect"] = new JsonObject([.. Emulator.Regions.Select(region => KeyValuePair.Create(region, (JsonNode?)Address(EmulatedService.KeyProtect, region)))]),
        ["apiKey"] = Emulator.ApiKey,
        ["accountId"] = Emulator.AccountId,
    }.ToJsonString();

    private string Address(EmulatedService service, string? region = null) => Emulator.Address(service, region).GetLeftPart(UriPartial.Authority);
}
