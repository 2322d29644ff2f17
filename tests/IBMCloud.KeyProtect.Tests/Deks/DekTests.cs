using System.Text;
using System.Text.Json;
using IBMCloud.Emulator;

namespace IBMCloud.KeyProtect.Tests.Deks;

public sealed class DekTests : KeyProtectTest
{
    [Theory]
    [InlineData(32, 228)]
    [InlineData(64, 288)]
    public async Task A_DEK_is_wrapped_to_the_documented_form_and_unwraps_to_the_same_bytes(int length, int characters)
    {
        var root = await NewRootKeyAsync();
        using var dek = Bytes(length);

        var wrapped = await Client.WrapDekAsync(root.Id, dek, Cancel);
        using var unwrapped = await Client.UnwrapDekAsync(root.Id, wrapped, Cancel);

        unwrapped.FixedTimeEquals(dek.Span).Should().BeTrue();
        wrapped.Text.Should().HaveLength(characters);
        wrapped.KeyVersionId.Should().Be(root.CurrentVersion!.Id);
        using var outer = JsonDocument.Parse(Convert.FromBase64String(wrapped.Text));
        outer.RootElement.EnumerateObject().Select(member => member.Name).Should().Equal("ciphertext", "iv", "version", "handle");
        Encoding.UTF8.GetString(Convert.FromBase64String(wrapped.Text)).Should().NotContain(Convert.ToBase64String(dek.Span));
    }

    [Fact]
    public async Task Wrapping_twice_gives_two_ciphertexts_of_one_key()
    {
        var root = await NewRootKeyAsync();
        using var dek = Bytes(64);

        var first = await Client.WrapDekAsync(root.Id, dek, Cancel);
        var second = await Client.WrapDekAsync(root.Id, dek, Cancel);

        first.Should().NotBe(second);
        using var unwrapped = await Client.UnwrapDekAsync(root.Id, second, Cancel);
        unwrapped.FixedTimeEquals(dek.Span).Should().BeTrue();
    }

    [Fact]
    public async Task A_new_DEK_is_made_here_and_survives_a_lost_answer()
    {
        var root = await NewRootKeyAsync();
        Emulator.Faults.Add(EmulatedService.KeyProtect, "POST /api/v2/keys/*/actions/wrap", Fault.ResetAfter());

        using var made = await Client.CreateDekAsync(root.Id, cancellationToken: Cancel);

        using var unwrapped = await Client.UnwrapDekAsync(root.Id, made.Wrapped, Cancel);
        unwrapped.FixedTimeEquals(made.Key.Span).Should().BeTrue();
        made.Key.Length.Should().Be(64);
        CallsOf("POST", "/actions/wrap").Should().Be(2);
    }

    [Fact]
    public async Task A_WDEK_of_another_root_key_does_not_open()
    {
        var root = await NewRootKeyAsync();
        var other = await NewRootKeyAsync("another");
        using var made = await Client.CreateDekAsync(root.Id, 32, Cancel);

        var problem = await ProblemOfAsync(() => Client.UnwrapDekAsync(other.Id, made.Wrapped, Cancel));

        problem.Should().Be(KeyProtectProblem.CannotUnwrap);
    }

    [Fact]
    public async Task One_flipped_bit_anywhere_in_a_WDEK_is_refused_and_never_gives_another_key()
    {
        var root = await NewRootKeyAsync();
        using var made = await Client.CreateDekAsync(root.Id, 32, Cancel);
        var text = Convert.FromBase64String(made.Wrapped.Text);

        for (var at = 0; at < text.Length; at += 7)
        {
            var broken = (byte[])text.Clone();
            broken[at] ^= 1;
            var call = () => Client.UnwrapDekAsync(root.Id, WrappedDek.Parse(Convert.ToBase64String(broken)), Cancel);

            // A bit in the free text of the version member is nobody's concern; everything else must not open.
            if (Encoding.ASCII.GetString(text).IndexOf("\"version\"", StringComparison.Ordinal) is var version && at >= version - 1 && at <= version + 18)
            {
                continue;
            }

            (await call.Should().ThrowAsync<KeyProtectException>()).Which.Problem.Should().Be(KeyProtectProblem.CannotUnwrap, "byte {0}", at);
        }
    }

    [Fact]
    public async Task A_DEK_of_another_length_is_refused_before_anything_is_sent()
    {
        using var short_ = Bytes(16);

        var call = () => Client.WrapDekAsync("any", short_, Cancel);

        await call.Should().ThrowAsync<ArgumentException>().WithMessage("*32 or 64 bytes, not 16*");
        Emulator.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task What_is_no_DEK_of_an_image_is_not_unwrapped_as_one()
    {
        var root = await NewRootKeyAsync();
        using var other = Bytes(20);
        var wrapped = await Client.WrapAsync(root.Id, other, cancellationToken: Cancel);

        var problem = await ProblemOfAsync(() => Client.UnwrapDekAsync(root.Id, WrappedDek.Parse(wrapped.Ciphertext), Cancel));

        problem.Should().Be(KeyProtectProblem.CannotUnwrap);
    }

    [Theory]
    [InlineData("not base64!")]
    [InlineData("YWJj\nZGVm")]
    public void A_WDEK_that_was_broken_into_lines_or_cut_is_refused(string text)
    {
        var parse = () => WrappedDek.Parse(text);

        parse.Should().Throw<FormatException>().WithMessage("*exactly as Key Protect answered*");
    }
}
