namespace IBMCloud.ResourceController.Tests.Groups;

public sealed class ResourceGroupTests : ResourceControllerTest
{
    [Fact]
    public async Task The_default_group_is_the_accounts()
    {
        var group = await Client.GetDefaultResourceGroupAsync(Emulator.AccountId, Cancel);

        group.Should().BeEquivalentTo(new { Name = "Default", IsDefault = true, IsActive = true, Emulator.AccountId });
        group.Crn!.ResourceType.Should().Be("resource-group");
    }

    [Fact]
    public async Task A_name_that_no_group_has_gives_an_empty_list() =>
        (await Client.ListResourceGroupsAsync(Emulator.AccountId, "no such group", Cancel)).Should().BeEmpty();
}
