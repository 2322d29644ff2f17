using IBMCloud.Emulator;

namespace IBMCloud.KeyProtect.Tests.Wrapping;

public sealed class WrappingTests : KeyProtectTest
{
    private static readonly string[] Data = ["tenant 7", "disk 1"];

    [Fact]
    public async Task Additional_data_must_be_the_same_in_the_same_order()
    {
        var root = await NewRootKeyAsync();
        using var key = Bytes(20);
        var wrapped = await Client.WrapAsync(root.Id, key, Data, Cancel);

        using var opened = await Client.UnwrapAsync(root.Id, wrapped.Ciphertext, Data, Cancel);

        opened.Plaintext.FixedTimeEquals(key.Span).Should().BeTrue();
        opened.Rewrapped.Should().BeNull();
        foreach (var wrong in (string[][])[[], ["tenant 7"], ["disk 1", "tenant 7"], ["tenant 7d", "isk 1"]])
        {
            (await ProblemOfAsync(() => Client.UnwrapAsync(root.Id, wrapped.Ciphertext, wrong, Cancel))).Should().Be(KeyProtectProblem.CannotUnwrap);
        }
    }

    [Fact]
    public async Task A_WDEK_with_additional_data_does_not_open_as_one_of_an_image()
    {
        var root = await NewRootKeyAsync();
        using var key = Bytes(64);
        var wrapped = await Client.WrapAsync(root.Id, key, Data, Cancel);

        (await ProblemOfAsync(() => Client.UnwrapDekAsync(root.Id, WrappedDek.Parse(wrapped.Ciphertext), Cancel))).Should().Be(KeyProtectProblem.CannotUnwrap);
    }

    [Fact]
    public async Task After_a_rotation_old_ciphertexts_open_and_come_back_rewrapped()
    {
        var root = await NewRootKeyAsync();
        using var key = Bytes(64);
        var old = await Client.WrapAsync(root.Id, key, Data, Cancel);

        var version = await Client.RotateKeyAsync(root.Id, Cancel);
        using var opened = await Client.UnwrapAsync(root.Id, old.Ciphertext, Data, Cancel);

        version.Id.Should().NotBe(root.CurrentVersion!.Id);
        opened.KeyVersionId.Should().Be(root.CurrentVersion.Id);
        opened.Rewrapped!.KeyVersionId.Should().Be(version.Id);
        using var again = await Client.UnwrapAsync(root.Id, opened.Rewrapped.Ciphertext, Data, Cancel);
        again.Plaintext.FixedTimeEquals(key.Span).Should().BeTrue();
        var rewrapped = await Client.RewrapAsync(root.Id, old.Ciphertext, Data, Cancel);
        rewrapped.KeyVersionId.Should().Be(version.Id);
        (await Client.ListKeyVersionsAsync(root.Id, cancellationToken: Cancel).Select(one => one.Id).ToListAsync(Cancel)).Should().Equal(version.Id, root.CurrentVersion.Id);
    }

    [Fact]
    public async Task A_key_is_rotated_once_an_hour()
    {
        var root = await NewRootKeyAsync();
        await Client.RotateKeyAsync(root.Id, Cancel);

        (await ProblemOfAsync(() => Client.RotateKeyAsync(root.Id, Cancel))).Should().Be(KeyProtectProblem.RotatedRecently);
        Emulator.Clock.Advance(TimeSpan.FromHours(1));
        await Client.RotateKeyAsync(root.Id, Cancel);

        (await Client.ListKeyVersionsAsync(root.Id, cancellationToken: Cancel).ToListAsync(Cancel)).Should().HaveCount(3);
    }

    [Fact]
    public async Task An_imported_key_is_rotated_with_new_material_only()
    {
        using var first = Bytes(32);
        using var second = Bytes(24, first: 100);
        var root = await Client.ImportRootKeyAsync(new KeyDraft { Name = "mine" }, first, Cancel);

        (await ProblemOfAsync(() => Client.RotateKeyAsync(root.Id, Cancel))).Should().Be(KeyProtectProblem.NeedsKeyMaterial);
        (await Client.RotateImportedKeyAsync(root.Id, second, Cancel)).Id.Should().NotBe(root.CurrentVersion!.Id);
    }

    [Fact]
    public async Task A_generated_key_has_32_bytes_and_each_is_another_one()
    {
        var root = await NewRootKeyAsync();

        using var one = await Client.GenerateKeyAsync(root.Id, cancellationToken: Cancel);
        using var other = await Client.GenerateKeyAsync(root.Id, cancellationToken: Cancel);

        one.Plaintext.Length.Should().Be(32);
        one.Plaintext.FixedTimeEquals(other.Plaintext.Span).Should().BeFalse();
        using var opened = await Client.UnwrapAsync(root.Id, one.Wrapped.Ciphertext, cancellationToken: Cancel);
        opened.Plaintext.FixedTimeEquals(one.Plaintext.Span).Should().BeTrue();
    }

    [Fact]
    public async Task What_cannot_be_sent_is_refused_here()
    {
        using var nothing = Bytes(0);
        using var key = Bytes(16);

        var empty = () => Client.WrapAsync("key", nothing, cancellationToken: Cancel);
        var tooLong = () => Client.WrapAsync("key", key, [new string('x', 256)], Cancel);

        await empty.Should().ThrowAsync<ArgumentException>();
        await tooLong.Should().ThrowAsync<ArgumentException>();
        Emulator.Requests.Should().BeEmpty();
    }

    public sealed class WhereTheServiceAnswersOtherwise : KeyProtectTest
    {
        protected override void Configure(EmulatorOptions options)
        {
            options.Switches.WrongAdditionalDataStatus = 422;
            options.Switches.KeyProtectMissingRoleStatus = 401;
            options.Switches.ImportTokenCreatedStatus = 201;
            options.Switches.AdditionalDataIsOrdered = false;
        }

        [Fact]
        public async Task The_same_problems_are_told()
        {
            var root = await NewRootKeyAsync();
            using var key = Bytes(32);
            var wrapped = await Client.WrapAsync(root.Id, key, Data, Cancel);

            (await ProblemOfAsync(() => Client.UnwrapAsync(root.Id, wrapped.Ciphertext, cancellationToken: Cancel))).Should().Be(KeyProtectProblem.CannotUnwrap);
            (await ProblemOfAsync(async () => await (await ClientWithAsync()).GetKeyAsync(root.Id, Cancel))).Should().Be(KeyProtectProblem.AccessDenied);
            (await Client.ImportRootKeyWithTokenAsync(new KeyDraft { Name = "brought" }, key, Cancel)).IsImported.Should().BeTrue();
            using var turned = await Client.UnwrapAsync(root.Id, wrapped.Ciphertext, [Data[1], Data[0]], Cancel);
            turned.Plaintext.FixedTimeEquals(key.Span).Should().BeTrue();
        }
    }
}
