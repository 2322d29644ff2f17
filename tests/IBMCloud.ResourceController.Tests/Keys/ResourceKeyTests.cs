using System.Net;
using IBMCloud.Iam;

namespace IBMCloud.ResourceController.Tests.Keys;

public sealed class ResourceKeyTests : ResourceControllerTest
{
    [Fact]
    public async Task The_API_key_of_a_resource_key_logs_in_its_own_service_ID_with_the_role_on_the_instance_alone()
    {
        var objects = await Client.CreateInstanceAsync(ObjectStorageDraft(), Cancel);
        await Client.CreateInstanceAsync(ObjectStorageDraft("other"), Cancel);

        using var key = await Client.CreateResourceKeyAsync(new() { Name = "reader", Source = objects.Crn.ToString(), Role = IamRole.Viewer }, Cancel);

        key.Source.Should().Be(objects.Crn);
        key.Hmac.Should().BeNull();
        using var credential = new ApiKeyCredential(key.ApiKey!, Options);
        using var asKey = new ResourceControllerClient(credential, Options);
        (await ToListAsync(asKey.ListInstancesAsync(cancellationToken: Cancel))).Should().ContainSingle().Which.Guid.Should().Be(objects.Guid);
    }

    [Fact]
    public async Task An_HMAC_pair_comes_with_it_where_asked_for_and_acts_as_its_service_ID()
    {
        var objects = await Client.CreateInstanceAsync(ObjectStorageDraft(), Cancel);

        using var key = await Client.CreateResourceKeyAsync(new() { Name = "s3", Source = objects.Guid, Role = IamRole.Writer, WithHmac = true }, Cancel);

        key.Hmac!.AccessKeyId.Should().HaveLength(32);
        key.Hmac.SecretAccessKey.Reveal().Should().HaveLength(48);
        key.ToString().Should().Be($"s3 ({key.Guid})");
    }

    [Fact]
    public async Task An_existing_service_ID_can_be_named()
    {
        var objects = await Client.CreateInstanceAsync(ObjectStorageDraft(), Cancel);
        using var iam = new IamClient(Owner, Options);
        var serviceId = await iam.CreateServiceIdAsync(Emulator.AccountId, "uploader", cancellationToken: Cancel);

        using var key = await Client.CreateResourceKeyAsync(new() { Name = "s3", Source = objects.Guid, ServiceId = serviceId.Crn, Role = IamRole.Writer }, Cancel);
        await Client.DeleteResourceKeyAsync(key.Guid, Cancel);

        key.ServiceId.Should().Be(serviceId.Crn);
        (await iam.GetServiceIdAsync(serviceId.Id, Cancel)).Name.Should().Be("uploader");
    }

    [Fact]
    public async Task A_deleted_resource_key_logs_nobody_in()
    {
        var objects = await Client.CreateInstanceAsync(ObjectStorageDraft(), Cancel);
        using var key = await Client.CreateResourceKeyAsync(new() { Name = "s3", Source = objects.Guid, Role = IamRole.Writer }, Cancel);
        await Client.DeleteResourceKeyAsync(key.Guid, Cancel);
        using var credential = new ApiKeyCredential(key.ApiKey!, Options);

        var refusal = await RefusalAsync(async () => await credential.GetTokenAsync(Cancel));

        refusal.Should().BeOfType<IamCredentialException>().Which.Problem.Should().Be(CredentialProblem.ApiKeyNotFound);
    }

    [Fact]
    public async Task A_service_without_HMAC_says_so()
    {
        var keys = await Client.CreateInstanceAsync(KeyProtectDraft(), Cancel);

        var refusal = await RefusalAsync(() => Client.CreateResourceKeyAsync(new() { Name = "s3", Source = keys.Guid, WithHmac = true }, Cancel));

        refusal.Status.Should().Be(HttpStatusCode.BadRequest);
        refusal.Message.Should().Contain("HMAC");
    }
}
