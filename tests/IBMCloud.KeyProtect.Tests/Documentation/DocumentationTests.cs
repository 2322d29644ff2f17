using IBMCloud.Core;
using IBMCloud.Primitives;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace IBMCloud.KeyProtect.Tests.Documentation;

public sealed class DocumentationTests : KeyProtectTest
{
    [Fact]
    public async Task The_samples_run()
    {
        using var apiKey = SecretString.FromString(Emulator.ApiKey);
        using var material = SecretBytes.Random(32);
        using var folder = new TempFolder();
        await KeyProtectSamples.ConnectAsync(apiKey, Instance.Crn, Options);
        var key = await KeyProtectSamples.CreateRootKeyAsync(Client);
        (await KeyProtectSamples.CreateRootKeyAsync(Client)).Id.Should().Be(key.Id);
        (await KeyProtectSamples.BringYourOwnKeyAsync(Client, material)).IsImported.Should().BeTrue();
        (await KeyProtectSamples.BringYourOwnKeyInStepsAsync(Client, material)).IsImported.Should().BeTrue();
        (await KeyProtectSamples.WrapAsync(Client, folder["image.wdek"])).Should().BeTrue();
        var stored = WrappedDek.Parse(await File.ReadAllTextAsync(folder["image.wdek"], Cancel));
        var renewed = await KeyProtectSamples.RotateAsync(Client, stored);
        renewed.KeyVersionId.Should().NotBe(key.CurrentVersion!.Id);
        (await KeyProtectSamples.ProblemAsync(Client, renewed)).Should().Be("open");
        await Client.DeleteKeyAsync(key.Id, KeyDeletion.UnlessRegistered, Cancel);
    }

    [Fact]
    public async Task The_sample_of_registration_gives_clients_that_work()
    {
        using var apiKey = SecretString.FromString(Emulator.ApiKey);
        var services = new ServiceCollection();

        KeyProtectSamples.Register(services, apiKey, Options, Instance.Crn.ToString(), NewInstance("kms", "eu-de").ToString());

        await using var provider = services.BuildServiceProvider();
        provider.GetRequiredService<IStartupValidator>().Validate();
        (await provider.GetRequiredService<KeyProtectClient>().CountKeysAsync(cancellationToken: Cancel)).Should().Be(0);
        (await provider.GetRequiredKeyedService<KeyProtectClient>("backup").CountKeysAsync(cancellationToken: Cancel)).Should().Be(0);
    }

    [Fact]
    public void The_page_shows_the_samples_that_run_and_no_others()
    {
        var source = File.ReadAllText(Path.Combine(SharedTools.RepositoryRoot, "tests", "IBMCloud.KeyProtect.Tests", "Documentation", "KeyProtectSamples.cs"));
        var regions = Between(source.ReplaceLineEndings("\n"), "#region ", "#endregion").ToDictionary(one => one.Name, one => Unindent(one.Text));
        var page = File.ReadAllText(Path.Combine(SharedTools.RepositoryRoot, "docs", "key-protect.md")).ReplaceLineEndings("\n");
        var blocks = Between(page, "<!-- sample: ", "\n```\n").ToDictionary(one => one.Name.Replace(" -->", "", StringComparison.Ordinal), one => one.Text.Replace("```csharp\n", "", StringComparison.Ordinal).Trim('\n'));

        blocks.Should().BeEquivalentTo(regions);
        page.Split("```csharp").Should().HaveCount(blocks.Count + 1, "each block has its name");
    }

    private static IEnumerable<(string Name, string Text)> Between(string text, string begin, string end)
    {
        foreach (var part in text.Split(begin).Skip(1))
        {
            var line = part.IndexOf('\n', StringComparison.Ordinal);
            yield return (part[..line].Trim(), part[(line + 1)..part.IndexOf(end, StringComparison.Ordinal)]);
        }
    }

    private static string Unindent(string text) =>
        string.Join('\n', text.TrimEnd().Split('\n').Select(line => line.StartsWith("        ", StringComparison.Ordinal) ? line[8..] : line));
}
