using IBMCloud.Core;
using IBMCloud.Iam;

namespace IBMCloud.ResourceController.Tests.Documentation;

public sealed class DocumentationTests : ResourceControllerTest
{
    private const string Page = "docs/iam.md";

    [Fact]
    public async Task The_samples_run()
    {
        using var apiKey = SecretString.FromString(Emulator.ApiKey);
        using var iam = new IamClient(Owner, Options);
        (await IamSamples.ConnectAsync(apiKey, Options)).Should().Be(Emulator.AccountId);
        (await IamSamples.AccountAsync(Client, Emulator.AccountId)).Should().Be(AccountVerdict.Ready);
        var keys = await IamSamples.InstanceAsync(Client, Emulator.AccountId);
        (await IamSamples.InstanceAsync(Client, Emulator.AccountId)).Guid.Should().Be(keys.Guid);
        var objects = await Client.CreateInstanceAsync(ObjectStorageDraft(), Cancel);
        var user = (await iam.GetApiKeyDetailsAsync(apiKey, Cancel)).IamId;
        (await IamSamples.LeastPrivilegeAsync(iam, Emulator.AccountId, user, keys.Guid, objects.Guid)).Should().Be(4);
        (await IamSamples.LeastPrivilegeAsync(iam, Emulator.AccountId, user, keys.Guid, objects.Guid)).Should().Be(0);
        var service = (await iam.FindServiceIdAsync(Emulator.AccountId, "image-import", "made by the image pipeline", Cancel))!;
        string? import = null;
        await IamSamples.ApiKeyAsync(iam, service, value =>
        {
            import = value.Reveal();
            return Task.CompletedTask;
        });
        using var deleted = new ApiKeyCredential(SecretString.FromString(import!), Options);
        (await IamSamples.ProblemAsync(deleted)).Should().Be("ask for a new API key");
        (await IamSamples.ProblemAsync(Owner)).Should().Be("logged in");
        var hmac = "";
        await IamSamples.HmacAsync(Client, objects.Guid, (id, secret) =>
        {
            hmac = id;
            return Task.CompletedTask;
        });
        hmac.Should().HaveLength(32);
    }

    [Fact]
    public void The_page_shows_the_samples_that_run_and_no_others()
    {
        var blocks = SamplePage.Blocks(Page);

        blocks.Should().BeEquivalentTo(SamplePage.Regions("tests/IBMCloud.ResourceController.Tests/Documentation/IamSamples.cs"));
        SamplePage.Count(Page).Should().Be(blocks.Count);
    }

    [Theory]
    [InlineData(typeof(IamClient))]
    [InlineData(typeof(ResourceControllerClient))]
    public void Every_operation_has_its_line_in_the_table(Type client)
    {
        var operations = client.GetMethods().Where(method => method.DeclaringType == client && method.Name.EndsWith("Async", StringComparison.Ordinal)).Select(method => method.Name).Distinct();
        var page = SamplePage.Read(Page);

        operations.Where(operation => !page.Contains($"| `{operation}` |", StringComparison.Ordinal)).Should().BeEmpty();
    }
}
