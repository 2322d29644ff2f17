using System.Reflection;
using System.Text.RegularExpressions;
using IBMCloud.Core;
using IBMCloud.DiskImages;
using IBMCloud.Iam;
using IBMCloud.KeyProtect;
using IBMCloud.Luks;
using IBMCloud.ObjectStorage;
using IBMCloud.Primitives;

namespace IBMCloud.E2E.Tool.Tests.Documentation;

/// <summary>docs/troubleshooting.md has an entry for every way to fail that the source knows.</summary>
public sealed partial class TroubleshootingTests
{
    // Where the services' codes are told apart.
    private static readonly string[] SourcesOfCodes =
    [
        "src/IBMCloud.Iam/Tokens/IamCredentialException.cs", "src/IBMCloud.KeyProtect/Errors/KeyProtectRefusal.cs", "src/IBMCloud.ObjectStorage/Errors/Refusal.cs",
        "src/IBMCloud.ObjectStorage/Errors/S3Failure.cs", "src/IBMCloud.SoftLayer/Rest/SoftLayerFault.cs",
    ];

    private static readonly string Page = SamplePage.Read("docs/troubleshooting.md");

    private static readonly Type[] Exceptions =
    [
        .. new[] { typeof(E2EWorkflow), typeof(IbmCloudException), typeof(IamCredentialException), typeof(KeyProtectException), typeof(ObjectStorageException), typeof(SoftLayer.SoftLayerClient),
            typeof(ActivityTracker.AuditTimeline), typeof(ResourceController.ResourceControllerClient), typeof(LuksException), typeof(DiskImageException), typeof(ImageFileException) }
            .Select(type => type.Assembly).Distinct().SelectMany(assembly => assembly.GetExportedTypes())
            .Where(type => type.IsAssignableTo(typeof(IbmCloudE2EException)) && !type.IsAbstract),
    ];

    /// <summary>The reasons by which code can act on an exception.</summary>
    public static TheoryData<Type> Reasons =>
        [.. Exceptions.SelectMany(type => type.GetProperties()).Where(property => property.PropertyType.IsEnum).Select(property => property.PropertyType).Distinct()];

    [Fact]
    public void Every_exit_code_has_its_line_here_and_in_the_tool_page()
    {
        var codes = typeof(ExitCode).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (int)field.GetRawConstantValue()!).ToList();

        codes.Should().HaveCountGreaterThan(10).And.OnlyHaveUniqueItems();
        var tool = SamplePage.Read("docs/tool.md");
        codes.Where(code => !Page.Contains($"\n| {code} | ", StringComparison.Ordinal) || !tool.Contains($"\n| {code} | ", StringComparison.Ordinal)).Should().BeEmpty();
    }

    [Fact]
    public void Every_exception_of_the_libraries_has_its_line()
    {
        Exceptions.Should().HaveCountGreaterThan(10);
        Exceptions.Where(type => !Page.Contains($"\n| `{type.Name}` | ", StringComparison.Ordinal)).Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Reasons))]
    public void Every_reason_has_its_entry(Type reasons) =>
        Enum.GetNames(reasons).Where(name => !Page.Contains($"`{name}`", StringComparison.Ordinal)).Should().BeEmpty("{0}", reasons.Name);

    [Fact]
    public void Every_code_of_a_service_that_the_libraries_explain_has_its_entry()
    {
        var codes = SourcesOfCodes.SelectMany(source => Code().Matches(SamplePage.Read(source)).Select(match => match.Groups[1].Value)).Distinct().ToList();

        codes.Should().HaveCountGreaterThan(40);
        codes.Where(code => !Page.Contains($"`{code}`", StringComparison.Ordinal)).Should().BeEmpty();
    }

    [GeneratedRegex("\"(BXN[A-Z]+[0-9]+E|[A-Z]{3,}(?:_[A-Z]+)+|SoftLayer_Exception_[A-Za-z_]+|[A-Z][a-z]+(?:[A-Z][a-z]+)+)\"")]
    private static partial Regex Code();
}
