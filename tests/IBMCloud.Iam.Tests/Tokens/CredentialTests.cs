using System.Text;
using IBMCloud.Core;

namespace IBMCloud.Iam.Tests.Tokens;

public sealed class CredentialTests : IamTest
{
    [Fact]
    public async Task A_program_in_a_container_acts_as_its_trusted_profile_from_the_mounted_token()
    {
        using var folder = new TempFolder();
        var file = folder.Write("token", Encoding.UTF8.GetBytes(Emulator.ComputeResourceToken + "\n"));
        Watch.Keep(Emulator.ComputeResourceToken);
        using var credential = new ComputeResourceCredential(TrustedProfile.ById(Emulator.TrustedProfileId), file, Options);

        (await ReadsRolesAsync(credential)).Should().BeTrue();
    }

    [Fact]
    public async Task A_profile_can_be_named_and_one_that_does_not_trust_is_told_from_a_bad_token()
    {
        using var folder = new TempFolder();
        var file = folder.Write("token", Encoding.UTF8.GetBytes(Emulator.ComputeResourceToken));
        using var named = new ComputeResourceCredential(TrustedProfile.ByName("compute"), file, Options);
        using var stranger = new ComputeResourceCredential(TrustedProfile.ByName("of somebody else"), file, Options);
        using var forged = new ComputeResourceCredential(TrustedProfile.ByName("compute"), folder.Write("forged", "forged"u8), Options);

        (await ReadsRolesAsync(named)).Should().BeTrue();
        (await ProblemAsync(stranger)).Should().Be(CredentialProblem.ProfileNotAllowed);
        (await ProblemAsync(forged)).Should().Be(CredentialProblem.TokenRejected);
    }

    [Fact]
    public async Task A_missing_or_empty_token_file_is_told_with_its_path()
    {
        using var folder = new TempFolder();
        using var missing = new ComputeResourceCredential(TrustedProfile.ByName("compute"), folder["none"], Options);
        using var empty = new ComputeResourceCredential(TrustedProfile.ByName("compute"), folder.Write("empty", "\n"u8), Options);
        using var usual = new ComputeResourceCredential(TrustedProfile.ByName("compute"), options: Options);

        (await ProblemAsync(missing)).Should().Be(CredentialProblem.ComputeResourceTokenMissing);
        (await RefusalAsync(async () => await empty.GetTokenAsync(Cancel))).Message.Should().Contain(folder["empty"]);
        (await RefusalAsync(async () => await usual.GetTokenAsync(Cancel))).Message.Should().Contain("/var/run/secrets/tokens/vault-token");
    }

    [Fact]
    public async Task A_program_on_a_VPC_server_acts_as_its_profile_through_the_metadata_service()
    {
        Watch.Keep(Emulator.ComputeResourceToken);
        using var byDefault = new VpcInstanceCredential(options: Options, metadataAddress: Emulator.Endpoints.Iam);
        using var byId = new VpcInstanceCredential(TrustedProfile.ById(Emulator.TrustedProfileId), Options, Emulator.Endpoints.Iam);
        using var stranger = new VpcInstanceCredential(TrustedProfile.ById("Profile-00000000-0000-0000-0000-000000000000"), Options, Emulator.Endpoints.Iam);

        (await ReadsRolesAsync(byDefault)).Should().BeTrue();
        (await ReadsRolesAsync(byId)).Should().BeTrue();
        (await ProblemAsync(stranger)).Should().Be(CredentialProblem.ProfileNotAllowed);
    }

    [Fact]
    public async Task A_session_goes_on_with_its_refresh_token()
    {
        using var answer = await LogInWithClientAsync();
        var refreshToken = answer.RootElement.GetProperty("refresh_token").GetString()!;
        Watch.Keep(refreshToken);
        using var credential = new RefreshTokenCredential(SecretString.FromString(refreshToken), "cli", SecretString.FromString("cli-secret"), Options);

        (await ReadsRolesAsync(credential)).Should().BeTrue();
        Emulator.Clock.Advance(TimeSpan.FromHours(71));
        (await ReadsRolesAsync(credential)).Should().BeTrue();
        Emulator.Clock.Advance(TimeSpan.FromHours(71));
        (await ReadsRolesAsync(credential)).Should().BeTrue("each answer brings a refresh token of its own");
        Emulator.Clock.Advance(TimeSpan.FromHours(73));
        (await ProblemAsync(credential)).Should().Be(CredentialProblem.TokenRejected);
    }

    [Fact]
    public void The_placeholder_of_a_refresh_token_is_refused()
    {
        var make = () => new RefreshTokenCredential(SecretString.FromString("not_supported"), "cli", SecretString.FromString("x"));

        make.Should().Throw<ArgumentException>().WithMessage("*ApiKeyCredential*");
    }

    [Theory]
    [InlineData("{key}")]
    [InlineData("\"key\"")]
    public void A_pasted_placeholder_is_no_API_key(string key)
    {
        var make = () => new ApiKeyCredential(SecretString.FromString(key));

        make.Should().Throw<ArgumentException>().WithMessage("*Paste the key itself*").Which.Message.Should().NotContain(key);
    }

    [Fact]
    public async Task A_token_from_elsewhere_is_used_as_it_is_and_never_renewed()
    {
        var token = await Owner.GetTokenAsync(Cancel);
        var credential = new StaticTokenCredential(token.Value);

        (await ReadsRolesAsync(credential)).Should().BeTrue();
        Emulator.Clock.Advance(TimeSpan.FromHours(1));
        using var client = new IamClient(credential, Options);
        (await RefusalAsync(() => client.ListRolesAsync(Account, "kms", cancellationToken: Cancel))).Status.Should().Be(System.Net.HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Another_source_of_tokens_is_plugged_in_with_the_same_care()
    {
        using var credential = new Borrowed(Owner, Options);

        var tokens = await Task.WhenAll(Enumerable.Range(0, 100).Select(async _ => await credential.GetTokenAsync(Cancel)));

        tokens.Distinct().Should().ContainSingle();
        credential.Asked.Should().Be(1);
        (await ReadsRolesAsync(credential)).Should().BeTrue();
    }

    private async Task<bool> ReadsRolesAsync(IbmCloudCredential credential)
    {
        using var client = new IamClient(credential, Options);
        return (await client.ListRolesAsync(Account, "kms", cancellationToken: Cancel)).Count > 0;
    }

    private async Task<CredentialProblem> ProblemAsync(IbmCloudCredential credential) =>
        ((IamCredentialException)await RefusalAsync(async () => await credential.GetTokenAsync(Cancel))).Problem;

    private async Task<System.Text.Json.JsonDocument> LogInWithClientAsync()
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new("Basic", Convert.ToBase64String("cli:cli-secret"u8));
        using var answer = await http.PostAsync(new Uri(Emulator.Endpoints.Iam, "/identity/token"), new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "urn:ibm:params:oauth:grant-type:apikey",
            ["apikey"] = Emulator.ApiKey,
        }), Cancel);
        return System.Text.Json.JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancel));
    }

    private sealed class Borrowed(IbmCloudCredential from, IbmCloudClientOptions options) : CachedCredential(options)
    {
        private int _asked;

        public int Asked => _asked;

        protected override async Task<IssuedToken> IssueAsync(CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _asked);
            return new((await from.GetTokenAsync(cancellationToken)).Value, TimeSpan.FromMinutes(10));
        }
    }
}
