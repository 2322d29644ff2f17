using System.Text.RegularExpressions;
using IBMCloud.Iam;
using IBMCloud.KeyProtect;
using IBMCloud.ObjectStorage;
using IBMCloud.ResourceController;
using IBMCloud.SoftLayer;

namespace IBMCloud.E2E.Tests.Documentation;

/// <summary>docs/coming-from/ibmcloud-cli.md and docs/coming-from/ibm-documentation.md name calls and steps that exist.</summary>
public sealed partial class ComingFromPageTests
{
    private static readonly Type[] Clients =
    [
        typeof(ApiKeyCredential), typeof(IamClient), typeof(ResourceControllerClient), typeof(KeyProtectClient), typeof(ObjectStorageClient), typeof(ImageTemplateClient), typeof(VirtualGuestClient),
        typeof(EventLogClient), typeof(E2EWorkflow),
    ];

    [Fact]
    public void Every_call_exists()
    {
        var known = Clients.SelectMany(type => type.GetMethods().Select(method => $"{type.Name}.{method.Name}")).ToHashSet();
        var named = Call().Matches(SamplePage.Read("docs/coming-from/ibmcloud-cli.md")).Select(match => match.Groups[1].Value).ToList();

        named.Should().HaveCountGreaterThan(20);
        named.Where(name => !known.Contains(name)).Should().BeEmpty();
    }

    [Theory]
    [InlineData("docs/coming-from/ibmcloud-cli.md")]
    [InlineData("docs/coming-from/ibm-documentation.md")]
    public void Every_step_exists(string page)
    {
        var known = BuiltInSteps.All.Select(step => step.Id).ToHashSet();
        var named = SamplePage.Read(page).Split('\n').Where(line => line.StartsWith('|') && !line.StartsWith("|---", StringComparison.Ordinal))
            .SelectMany(line => Id().Matches(line.Split('|')[^2]).Select(match => match.Groups[1].Value)).ToList();

        named.Should().HaveCountGreaterThan(8);
        named.Where(name => !known.Contains(name)).Should().BeEmpty();
    }

    [GeneratedRegex("`([A-Z]\\w+\\.\\w+Async)`")]
    private static partial Regex Call();

    [GeneratedRegex("`([a-z-]+)`")]
    private static partial Regex Id();
}
