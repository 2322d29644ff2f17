using IBMCloud.Emulator;

namespace IBMCloud.Iam.Tests.Policies;

public sealed class EnsurePolicyTests : IamTest
{
    private const string Instance = "22222222-2222-2222-2222-222222222222";

    [Fact]
    public async Task A_policy_is_made_once_whatever_the_order_of_its_parts()
    {
        var importer = await ServiceIdAsync();
        var draft = ReaderOfKeys(importer.IamId) with { Roles = [IamRole.Reader, IamRole.Viewer] };

        var first = await Client.EnsureAccessPolicyAsync(draft, Cancel);
        var second = await Client.EnsureAccessPolicyAsync(draft with { Roles = [IamRole.Viewer, IamRole.Reader], Description = "another run" }, Cancel);

        (first.Created, second.Created).Should().Be((true, false));
        second.Value.Id.Should().Be(first.Value.Id);
    }

    [Fact]
    public async Task A_policy_of_other_roles_or_on_another_instance_is_another_policy()
    {
        var importer = await ServiceIdAsync();
        await Client.EnsureAccessPolicyAsync(ReaderOfKeys(importer.IamId), Cancel);

        (await Client.EnsureAccessPolicyAsync(ReaderOfKeys(importer.IamId) with { Roles = [IamRole.Writer] }, Cancel)).Created.Should().BeTrue();
        (await Client.EnsureAccessPolicyAsync(ReaderOfKeys(importer.IamId, Instance), Cancel)).Created.Should().BeTrue();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_broader_policy_in_the_way_is_read_back_from_either_form_of_the_conflict_and_taken(bool idOnly)
    {
        Configured.Switches.PolicyConflictNamesIdOnly = idOnly;
        var importer = await ServiceIdAsync();
        var broad = await Client.EnsureAccessPolicyAsync(ReaderOfKeys(importer.IamId) with { Target = new PolicyTarget { ServiceName = "kms" } }, Cancel);

        var narrow = await Client.EnsureAccessPolicyAsync(ReaderOfKeys(importer.IamId), Cancel);

        narrow.Created.Should().BeFalse();
        narrow.Value.Id.Should().Be(broad.Value.Id);
    }

    [Fact]
    public async Task A_new_policy_that_is_not_seen_yet_is_waited_for()
    {
        Configured.PolicyDelay = TimeSpan.FromSeconds(20);
        var importer = await ServiceIdAsync();
        using var client = new IamClient(Owner, ClientOptions(transport: Owned(new TickingTransport(Emulator.Clock, TimeSpan.FromSeconds(8)))));

        var made = await client.EnsureAccessPolicyAsync(ReaderOfKeys(importer.IamId), Cancel);

        made.Created.Should().BeTrue();
        Emulator.Requests.Should().Contain(request => request.Path.StartsWith("/v2/policies/", StringComparison.Ordinal) && request.Status == 404);
    }

    [Fact]
    public async Task The_policy_of_a_locked_service_ID_is_refused_with_the_remedy()
    {
        var importer = await ServiceIdAsync();
        var present = await Client.EnsureAccessPolicyAsync(ReaderOfKeys(importer.IamId), Cancel);
        await Client.LockServiceIdAsync(importer.Id, Cancel);

        (await RefusalAsync(() => Client.EnsureAccessPolicyAsync(ReaderOfKeys(importer.IamId, Instance), Cancel))).Message.Should().Contain("locked");
        (await RefusalAsync(() => Client.DeletePolicyAsync(present.Value.Id, Cancel))).Message.Should().Contain("UnlockServiceIdAsync");
    }

    [Fact]
    public async Task An_authorization_names_both_services_and_is_found_again()
    {
        var draft = LeastPrivilege.ForBlockStorage(Account, Instance);

        var made = await Client.EnsureAuthorizationAsync(draft, Cancel);

        made.Value.Kind.Should().Be(PolicyKind.Authorization);
        made.Value.Subject.Should().BeEquivalentTo([new PolicyAttribute("accountId", Account), new PolicyAttribute("serviceName", "server-protect")]);
        made.Value.Roles.Should().Equal(IamRole.Reader);
        (await Client.FindAuthorizationAsync(draft, Cancel))!.Id.Should().Be(made.Value.Id);
        (await Client.EnsureAuthorizationAsync(draft, Cancel)).Created.Should().BeFalse();
    }

    [Fact]
    public async Task A_policy_with_a_role_of_the_service_itself_is_made()
    {
        var importer = await ServiceIdAsync();
        var roles = await Client.ListRolesAsync(Account, "kms", cancellationToken: Cancel);

        var purge = roles.Single(role => role.DisplayName == "KeyPurge");
        var made = await Client.EnsureAccessPolicyAsync(ReaderOfKeys(importer.IamId) with { Roles = [purge.Role] }, Cancel);

        purge.Kind.Should().Be(RoleKind.Service);
        purge.Actions.Should().Contain("kms.secrets.purge");
        made.Value.Roles.Should().Equal(purge.Role);
    }

    [Fact]
    public async Task Policies_are_listed_over_pages_and_v1_ones_apart()
    {
        for (var i = 0; i < 103; i++)
        {
            await Client.EnsureAccessPolicyAsync(ReaderOfKeys((await ServiceIdAsync($"s{i}")).IamId), Cancel);
        }

        var old = await PostVersion1Async();
        var all = await ToListAsync(Client.ListPoliciesAsync(Account, cancellationToken: Cancel));
        var first = await ToListAsync(Client.ListVersion1PoliciesAsync(Account, cancellationToken: Cancel));

        all.Select(policy => policy.Id).Should().OnlyHaveUniqueItems().And.HaveCountGreaterThan(103);
        first.Should().ContainSingle().Which.Should().BeEquivalentTo(new { Id = old, Kind = PolicyKind.Authorization, Roles = new[] { IamRole.Reader } });
    }

    [Fact]
    public async Task The_presets_grant_what_the_flow_needs_and_nothing_else()
    {
        var importer = await ServiceIdAsync();
        var drafts = LeastPrivilege.ForImportServiceId(Account, importer.IamId, Instance, Guid.NewGuid().ToString(), "images");

        foreach (var draft in drafts)
        {
            (await Client.EnsureAccessPolicyAsync(draft, Cancel)).Created.Should().BeTrue();
        }

        var all = await ToListAsync(Client.ListPoliciesAsync(Account, PolicyKind.Access, importer.IamId, Cancel));
        all.SelectMany(policy => policy.Roles).Should().OnlyContain(role => role == IamRole.Reader);
        all.Should().Contain(policy => policy.Resource.Contains(new PolicyAttribute("resource", "images", PolicyAttribute.StringEquals)));
        all.Should().OnlyContain(policy => policy.Resource.Any(part => part.Key == "serviceInstance"));
        LeastPrivilege.ForImportingUser(Account, "IBMid-1", Instance).Should().ContainSingle().Which.Roles.Should().Equal(IamRole.Viewer, IamRole.Reader);
        LeastPrivilege.ForImportingUser(Account, "IBMid-1", Instance, Instance).Should().HaveCount(2);
        LeastPrivilege.ForBucketEncryption(Account, Instance, Instance).SourceService.Should().Be("cloud-object-storage");
    }

    [Fact]
    public async Task A_draft_that_grants_nothing_is_refused_before_anything_is_sent()
    {
        var call = () => Client.EnsureAccessPolicyAsync(ReaderOfKeys("iam-ServiceId-1") with { Roles = [] }, Cancel);

        await call.Should().ThrowAsync<ArgumentException>();
    }

    private EmulatorOptions Configured { get; set; } = null!;

    protected override void Configure(EmulatorOptions options) => Configured = options;

    private async Task<string> PostVersion1Async()
    {
        using var http = new HttpClient { BaseAddress = Emulator.Endpoints.Iam };
        http.DefaultRequestHeaders.Authorization = new("Bearer", (await Owner.GetTokenAsync(Cancel)).Value.Reveal());
        var body = $$"""
            {"type":"authorization","subjects":[{"attributes":[{"name":"serviceName","value":"server-protect"},{"name":"accountId","value":"{{Account}}"}]}],
             "roles":[{"role_id":"{{IamRole.Reader.Id}}"}],
             "resources":[{"attributes":[{"name":"serviceName","value":"kms"},{"name":"accountId","value":"{{Account}}"}]}]}
            """;
        using var answer = await http.PostAsync(new Uri("/v1/policies", UriKind.Relative), new StringContent(body, System.Text.Encoding.UTF8, "application/json"), Cancel);
        answer.EnsureSuccessStatusCode();
        return System.Text.Json.JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancel)).RootElement.GetProperty("id").GetString()!;
    }
}
