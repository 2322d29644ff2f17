using IBMCloud.Emulator;

namespace IBMCloud.Iam.Tests.ApiKeys;

public sealed class ApiKeyTests : IamTest
{
    [Fact]
    public async Task A_new_keys_value_is_shown_once_and_logs_its_service_ID_in()
    {
        var importer = await ServiceIdAsync();

        using var key = await Client.CreateApiKeyAsync(new() { Name = "import", AccountId = Account, IamId = importer.IamId }, Cancel);

        using var credential = new ApiKeyCredential(key.Value, Options);
        (await credential.GetTokenAsync(Cancel)).ToString().Should().StartWith("*** until ");
        (await Client.GetApiKeyDetailsAsync(key.Value, Cancel)).IamId.Should().Be(importer.IamId);
    }

    [Fact]
    public async Task A_lost_answer_leaves_no_key_that_nobody_knows_and_older_ones_alone()
    {
        var importer = await ServiceIdAsync();
        var draft = new ApiKeyDraft { Name = "import", Description = "run 7", AccountId = Account, IamId = importer.IamId };
        using var older = await Client.CreateApiKeyAsync(draft, Cancel);
        Emulator.Faults.Add(EmulatedService.Iam, "POST /v1/apikeys", Fault.ResetAfter());

        using var key = await Client.CreateApiKeyAsync(draft, Cancel);

        (await ToListAsync(Client.ListApiKeysAsync(Account, importer.IamId, Cancel))).Select(one => one.Id).Should().BeEquivalentTo([older.Id, key.Id]);
    }

    [Fact]
    public async Task A_disabled_key_logs_nobody_in_until_it_is_enabled()
    {
        var importer = await ServiceIdAsync();
        using var key = await Client.CreateApiKeyAsync(new() { Name = "import", AccountId = Account, IamId = importer.IamId }, Cancel);
        await Client.DisableApiKeyAsync(key.Id, Cancel);
        using var credential = new ApiKeyCredential(key.Value, Options);

        await RefusalAsync(async () => await credential.GetTokenAsync(Cancel));
        await Client.EnableApiKeyAsync(key.Id, Cancel);

        (await credential.GetTokenAsync(Cancel)).Should().NotBeNull();
    }

    [Fact]
    public async Task Keys_are_listed_over_pages()
    {
        var importer = await ServiceIdAsync();
        for (var i = 0; i < 103; i++)
        {
            (await Client.CreateApiKeyAsync(new() { Name = $"k{i}", AccountId = Account, IamId = importer.IamId }, Cancel)).Dispose();
        }

        (await ToListAsync(Client.ListApiKeysAsync(Account, importer.IamId, Cancel))).Select(key => key.Id).Should().OnlyHaveUniqueItems().And.HaveCount(103);
    }
}
