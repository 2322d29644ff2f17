namespace IBMCloud.E2E.Tests.Documentation;

public sealed class ReadmeTests
{
    [Fact]
    public void The_README_shows_code_that_compiles()
    {
        SamplePage.Blocks("README.md").Should().BeEquivalentTo(SamplePage.Regions("tests/IBMCloud.E2E.Tests/Documentation/ReadmeSample.cs"));
        SamplePage.Count("README.md").Should().Be(1);
    }
}
