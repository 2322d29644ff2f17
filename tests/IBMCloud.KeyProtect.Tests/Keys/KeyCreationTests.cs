using IBMCloud.Emulator;

namespace IBMCloud.KeyProtect.Tests.Keys;

public sealed class KeyCreationTests : KeyProtectTest
{
    private static readonly KeyDraft Draft = new() { Name = "image key", Description = "run 4711", Aliases = ["image-key"] };

    [Fact]
    public async Task A_root_key_is_active_wraps_and_has_the_CRN_that_import_needs()
    {
        var key = await Client.CreateRootKeyAsync(Draft, Cancel);

        key.IsRootKey.Should().BeTrue();
        key.State.Should().Be(KeyState.Active);
        key.CanWrap.Should().BeTrue();
        key.Aliases.Should().Equal("image-key");
        key.Description.Should().Be("run 4711");
        key.Crn.ToString().Should().Be($"crn:v1:bluemix:public:kms:us-south:a/{Emulator.AccountId}:{Instance.Guid}:key:{key.Id}");
        (await Client.GetKeyAsync(key.Id, Cancel)).Should().BeEquivalentTo(key);
        (await Client.FindKeyByAliasAsync("image-key", Cancel))!.Id.Should().Be(key.Id);
    }

    [Theory]
    [InlineData(16)]
    [InlineData(24)]
    [InlineData(32)]
    public async Task An_imported_root_key_wraps(int length)
    {
        using var material = Bytes(length);

        var key = await Client.ImportRootKeyAsync(Draft, material, Cancel);

        key.IsImported.Should().BeTrue();
        using var dek = await Client.CreateDekAsync(key.Id, cancellationToken: Cancel);
        using var again = await Client.UnwrapDekAsync("image-key", dek.Wrapped, Cancel);
        again.FixedTimeEquals(dek.Key.Span).Should().BeTrue();
    }

    [Fact]
    public async Task A_standard_key_shows_its_payload_and_wraps_nothing()
    {
        using var secret = Bytes(100);
        var key = await Client.ImportStandardKeyAsync(Draft, secret, Cancel);

        using var payload = await Client.GetPayloadAsync(key.Id, Cancel);

        payload.FixedTimeEquals(secret.Span).Should().BeTrue();
        using var generated = await Client.GetPayloadAsync((await Client.CreateStandardKeyAsync(new KeyDraft { Name = "made there" }, Cancel)).Id, Cancel);
        generated.Length.Should().Be(32);
        (await ProblemOfAsync(() => Client.CreateDekAsync(key.Id, cancellationToken: Cancel))).Should().Be(KeyProtectProblem.NotARootKey);
    }

    [Fact]
    public async Task A_root_keys_material_cannot_be_read()
    {
        var key = await Client.CreateRootKeyAsync(Draft, Cancel);

        (await ProblemOfAsync(() => Client.GetPayloadAsync(key.Id, Cancel))).Should().Be(KeyProtectProblem.InvalidRequest);
    }

    [Theory]
    [InlineData("reset before")]
    [InlineData("reset after")]
    [InlineData("truncated")]
    [InlineData("500")]
    [InlineData("503")]
    [InlineData("429")]
    [InlineData("expired token")]
    public async Task Whatever_goes_wrong_a_creation_with_an_alias_makes_exactly_one_key(string what)
    {
        Emulator.Faults.Add(EmulatedService.KeyProtect, "POST /api/v2/keys", FaultOf(what));

        var key = await Client.CreateRootKeyAsync(Draft, Cancel);

        var all = await Client.ListKeysAsync(cancellationToken: Cancel).ToListAsync(Cancel);
        all.Should().ContainSingle().Which.Id.Should().Be(key.Id);
    }

    [Theory]
    [InlineData("reset after")]
    [InlineData("truncated")]
    public async Task Without_an_alias_a_lost_answer_says_how_to_look(string what)
    {
        Emulator.Faults.Add(EmulatedService.KeyProtect, "POST /api/v2/keys", FaultOf(what));

        var call = () => NewRootKeyAsync("no alias");

        var thrown = (await call.Should().ThrowAsync<KeyProtectException>()).Which;
        thrown.Problem.Should().Be(KeyProtectProblem.AnswerLost);
        thrown.Message.Should().Contain("ListKeysAsync").And.Contain("no alias");
        CallsOf("POST", "/keys").Should().Be(1);
    }

    [Fact]
    public async Task An_alias_that_is_taken_names_the_key_that_has_it()
    {
        var first = await Client.CreateRootKeyAsync(Draft, Cancel);

        var call = () => Client.CreateRootKeyAsync(Draft with { Name = "second" }, Cancel);

        (await call.Should().ThrowAsync<KeyProtectException>().WithMessage($"*{first.Id}*")).Which.Problem.Should().Be(KeyProtectProblem.AliasInUse);
    }

    [Fact]
    public async Task A_second_run_finds_the_key_by_its_alias()
    {
        var draft = new KeyDraft { Name = "crk" };

        var first = await Client.EnsureRootKeyAsync("my-crk", draft, Cancel);
        var second = await Client.EnsureRootKeyAsync("my-crk", draft, Cancel);

        first.Created.Should().BeTrue();
        second.Created.Should().BeFalse();
        second.Value.Id.Should().Be(first.Value.Id);
    }

    [Fact]
    public async Task Many_at_once_ensure_one_key()
    {
        var all = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Client.EnsureRootKeyAsync("shared", new KeyDraft { Name = "crk" }, Cancel)));

        all.Select(one => one.Value.Id).Distinct().Should().ContainSingle();
        all.Count(one => one.Created).Should().Be(1);
    }

    [Fact]
    public async Task An_alias_of_a_standard_key_is_refused_as_root_key()
    {
        await Client.CreateStandardKeyAsync(Draft, Cancel);

        (await ProblemOfAsync(() => Client.EnsureRootKeyAsync("image-key", Draft, Cancel))).Should().Be(KeyProtectProblem.NotARootKey);
    }

    [Fact]
    public async Task A_caller_without_the_role_is_told_which_one()
    {
        var reader = await ClientWithAsync("Reader");

        var call = () => reader.CreateRootKeyAsync(Draft, Cancel);

        (await call.Should().ThrowAsync<KeyProtectException>().WithMessage("*Writer*")).Which.Problem.Should().Be(KeyProtectProblem.AccessDenied);
    }

    internal static Fault FaultOf(string what) => what switch
    {
        "reset before" => Fault.ResetBefore(),
        "reset after" => Fault.ResetAfter(),
        "truncated" => Fault.TruncatedBody(),
        "expired token" => Fault.ExpiredToken(),
        "429" => Fault.TooManyRequests("0"),
        "503" => Fault.Unavailable(),
        _ => Fault.InternalError(),
    };
}
