using IBMCloud.Emulator;

namespace IBMCloud.Iam.Tests.ServiceIds;

public sealed class ServiceIdTests : IamTest
{
    [Fact]
    public async Task Ours_is_told_from_anothers_of_the_same_name_by_its_description()
    {
        await Client.CreateServiceIdAsync(Account, "importer", "somebody else's", Cancel);

        var first = await Client.EnsureServiceIdAsync(Account, "importer", "run 7", Cancel);
        var second = await Client.EnsureServiceIdAsync(Account, "importer", "run 7", Cancel);

        (first.Created, second.Created).Should().Be((true, false));
        second.Value.Should().Be(first.Value);
        first.Value.IamId.Should().Be("iam-" + first.Value.Id);
    }

    [Fact]
    public async Task A_change_at_the_same_time_is_not_overwritten()
    {
        var one = await ServiceIdAsync();
        using var racing = new IamClient(Owner, ClientOptions(transport: Owned(new Interfering(() => Client.UpdateServiceIdAsync(one.Id, "theirs", cancellationToken: Cancel)))));

        var refusal = await RefusalAsync(() => racing.UpdateServiceIdAsync(one.Id, "ours", cancellationToken: Cancel));

        refusal.Status.Should().Be(System.Net.HttpStatusCode.Conflict);
        (await Client.GetServiceIdAsync(one.Id, Cancel)).Name.Should().Be("theirs");
    }

    [Fact]
    public async Task Deleting_a_service_ID_takes_its_keys_and_policies_with_it()
    {
        var one = await ServiceIdAsync();
        using var key = await Client.CreateApiKeyAsync(new() { Name = "k", AccountId = Account, IamId = one.IamId }, Cancel);
        var policy = await Client.EnsureAccessPolicyAsync(ReaderOfKeys(one.IamId), Cancel);

        await Client.DeleteServiceIdAsync(one.Id, Cancel);
        await Client.DeleteServiceIdAsync(one.Id, Cancel);

        (await Client.FindPolicyAsync(policy.Value.Id, Cancel)).Should().BeNull();
        using var credential = new ApiKeyCredential(key.Value, Options);
        await RefusalAsync(async () => await credential.GetTokenAsync(Cancel));
    }

    [Fact]
    public async Task A_conflict_while_its_keys_are_deleted_is_answered_by_deleting_again()
    {
        var one = await ServiceIdAsync();
        Emulator.Faults.Add(EmulatedService.Iam, "DELETE /v1/serviceids/*", Fault.Status(409), times: 2);

        await Client.DeleteServiceIdAsync(one.Id, Cancel);

        (await ToListAsync(Client.ListServiceIdsAsync(Account, cancellationToken: Cancel))).Should().BeEmpty();
    }

    private sealed class Interfering(Func<Task> before) : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Method == HttpMethod.Put)
            {
                await before();
            }

            return await base.SendAsync(request, cancellationToken);
        }
    }
}
