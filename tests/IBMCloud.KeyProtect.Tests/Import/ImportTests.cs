using IBMCloud.Emulator;

namespace IBMCloud.KeyProtect.Tests.Import;

public sealed class ImportTests : KeyProtectTest
{
    private static readonly KeyDraft Draft = new() { Name = "brought", Aliases = ["brought"] };

    [Theory]
    [InlineData(16)]
    [InlineData(24)]
    [InlineData(32)]
    public async Task A_key_of_ones_own_travels_encrypted_and_wraps_as_if_it_had_come_plain(int length)
    {
        using var material = Bytes(length);
        var plain = await Client.ImportRootKeyAsync(new KeyDraft { Name = "plain" }, material, Cancel);

        var key = await Client.ImportRootKeyWithTokenAsync(Draft, material, Cancel);

        key.IsImported.Should().BeTrue();
        MaterialOf(key).Should().Equal(MaterialOf(plain)).And.Equal(material.Span.ToArray());
        using var dek = await Client.CreateDekAsync(key.Id, cancellationToken: Cancel);
        using var opened = await Client.UnwrapDekAsync(key.Id, dek.Wrapped, Cancel);
        opened.FixedTimeEquals(dek.Key.Span).Should().BeTrue();
    }

    [Fact]
    public async Task A_token_imported_key_is_rotated_with_a_token_too()
    {
        using var first = Bytes(32);
        using var second = Bytes(32, first: 60);
        var key = await Client.ImportRootKeyWithTokenAsync(Draft, first, Cancel);

        await Client.CreateImportTokenAsync(cancellationToken: Cancel);
        var token = await Client.GetImportTokenAsync(Cancel);
        await Client.RotateImportedKeyAsync(key.Id, token.Encrypt(second), Cancel);

        MaterialOf(key).Should().Equal(second.Span.ToArray());
    }

    [Fact]
    public async Task A_token_is_retrieved_as_often_as_was_said_and_until_it_expires()
    {
        (await ProblemOfAsync(() => Client.GetImportTokenAsync(Cancel))).Should().Be(KeyProtectProblem.ImportTokenExpired, "there is none");
        await Client.CreateImportTokenAsync(maxRetrievals: 2, cancellationToken: Cancel);
        (await Client.GetImportTokenAsync(Cancel)).RemainingRetrievals.Should().Be(1);
        await Client.GetImportTokenAsync(Cancel);
        (await ProblemOfAsync(() => Client.GetImportTokenAsync(Cancel))).Should().Be(KeyProtectProblem.ImportTokenExpired, "it is used up");

        var made = await Client.CreateImportTokenAsync(TimeSpan.FromHours(1), maxRetrievals: 500, Cancel);
        (made.ExpiresAt - made.CreatedAt).Should().Be(TimeSpan.FromHours(1));
        var token = await Client.GetImportTokenAsync(Cancel);
        using var material = Bytes(32);
        Emulator.Clock.Advance(TimeSpan.FromHours(1));
        (await ProblemOfAsync(() => Client.GetImportTokenAsync(Cancel))).Should().Be(KeyProtectProblem.ImportTokenExpired, "its time is over");
        (await ProblemOfAsync(() => Client.ImportRootKeyAsync(Draft, token.Encrypt(material), Cancel))).Should().Be(KeyProtectProblem.ImportTokenExpired);
    }

    [Fact]
    public async Task A_key_for_an_earlier_token_or_with_a_changed_nonce_does_not_arrive()
    {
        using var material = Bytes(32);
        await Client.CreateImportTokenAsync(cancellationToken: Cancel);
        var replaced = (await Client.GetImportTokenAsync(Cancel)).Encrypt(material);
        await Client.CreateImportTokenAsync(cancellationToken: Cancel);
        var good = (await Client.GetImportTokenAsync(Cancel)).Encrypt(material);
        byte[] brokenNonce = [.. good.EncryptedNonce.ToArray()];
        brokenNonce[0] ^= 1;

        foreach (var wrong in (EncryptedKeyMaterial[])[replaced, good with { EncryptedNonce = brokenNonce }, good with { Payload = new byte[512] }, good with { Iv = new byte[16] }])
        {
            (await ProblemOfAsync(() => Client.ImportRootKeyAsync(Draft, wrong, Cancel))).Should().Be(KeyProtectProblem.WrongNonce);
        }

        (await Client.ImportRootKeyAsync(Draft, good, Cancel)).IsImported.Should().BeTrue();
    }

    [Fact]
    public async Task An_import_whose_token_was_replaced_meanwhile_starts_again()
    {
        using var material = Bytes(32);
        using var interfering = new AfterAnswer("/import_token", HttpMethod.Get, () => Client.CreateImportTokenAsync(cancellationToken: Cancel));
        using var client = new KeyProtectClient(Instance, Owner, ClientOptions(transport: interfering));

        var key = await client.ImportRootKeyWithTokenAsync(Draft, material, Cancel);

        MaterialOf(key).Should().Equal(material.Span.ToArray());
        CallsOf("POST", "/import_token").Should().Be(3, "ours, the other's, ours again");
    }

    [Fact]
    public async Task A_policy_of_the_instance_decides_how_keys_are_made()
    {
        using var material = Bytes(32);
        await Client.SetKeyCreationRulesAsync(new KeyCreationRules { CreateRootKeys = false, ImportStandardKeys = false, DemandImportToken = true }, Cancel);

        (await ProblemOfAsync(() => NewRootKeyAsync())).Should().Be(KeyProtectProblem.NotAllowedByInstancePolicy);
        (await ProblemOfAsync(() => Client.ImportRootKeyAsync(Draft, material, Cancel))).Should().Be(KeyProtectProblem.NotAllowedByInstancePolicy);
        (await ProblemOfAsync(() => Client.ImportStandardKeyAsync(Draft, material, Cancel))).Should().Be(KeyProtectProblem.NotAllowedByInstancePolicy);
        (await Client.CreateStandardKeyAsync(new KeyDraft { Name = "allowed" }, Cancel)).IsRootKey.Should().BeFalse();
        (await Client.ImportRootKeyWithTokenAsync(Draft, material, Cancel)).IsImported.Should().BeTrue();

        await Client.SetKeyCreationRulesAsync(null, Cancel);
        (await NewRootKeyAsync()).IsRootKey.Should().BeTrue();
    }

    [Theory]
    [InlineData(15)]
    [InlineData(33)]
    public async Task A_root_key_of_another_length_is_refused_before_anything_is_sent(int length)
    {
        using var material = Bytes(length);
        var plain = () => Client.ImportRootKeyAsync(Draft, material, Cancel);
        var byToken = () => Client.ImportRootKeyWithTokenAsync(Draft, material, Cancel);

        await plain.Should().ThrowAsync<ArgumentException>();
        await byToken.Should().ThrowAsync<ArgumentException>();
        Emulator.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task Hyper_Protect_takes_SHA_1_and_CBC()
    {
        var crn = NewInstance("hs-crypto", "us-south");
        using var client = new KeyProtectClient(KeyProtectInstance.HyperProtect(crn, Emulator.Address(EmulatedService.KeyProtect, "us-south")), Owner, Options);
        using var material = Bytes(32);

        var key = await client.ImportRootKeyWithTokenAsync(Draft, material, Cancel);

        key.Crn.ServiceName.Should().Be("hs-crypto");
        await client.CreateImportTokenAsync(cancellationToken: Cancel);
        var token = await client.GetImportTokenAsync(Cancel);
        token.Algorithm.Should().Be(ImportAlgorithm.HyperProtectCbc);
        token.Encrypt(material).Should().Match<EncryptedKeyMaterial>(one => one.EncryptionAlgorithm == "RSAES_OAEP_SHA_1" && one.Iv.Length == 16 && one.EncryptedNonce.Length == 16);
        (token with { Algorithm = ImportAlgorithm.HyperProtectGcm }).Encrypt(material).Iv.Length.Should().Be(12);
    }

    private byte[] MaterialOf(Key key)
    {
        var state = Emulator.Cloud.State;
        lock (state.Gate)
        {
            return state.KeyProtect.StoreOf(state.Instances.Find(Instance.Guid)!).Keys[key.Id].Current.Material;
        }
    }

    /// <summary>Does something once, between the answer to a request and the client's next one.</summary>
    private sealed class AfterAnswer(string path, HttpMethod method, Func<Task> once) : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false })
    {
        private int _done;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken);
            if (request.Method == method && request.RequestUri!.AbsolutePath.EndsWith(path, StringComparison.Ordinal) && Interlocked.Exchange(ref _done, 1) == 0)
            {
                await once();
            }

            return response;
        }
    }
}
