using CsCheck;
using IBMCloud.Primitives;

namespace IBMCloud.Luks.Tests.Containers;

/// <summary>For any size, sector size, version and split into ranges: the same bytes, and the image back.</summary>
public sealed class ViewPropertyTests
{
    private const int MostSectors = 200;

    private static readonly Gen<(int Sectors, int Shape, int[] Cuts)> Cases = Gen.Select(
        Gen.Int[1, MostSectors], Gen.Int[0, 4], Gen.Int[0, 600 * 512].Array[0, 12]);

    private static int Count => HeavyCount.From("IBMCLOUD_E2E_LUKS_PROPERTIES", 60);

    [Fact]
    public async Task Any_split_of_any_container_gives_its_bytes_and_the_image_back() => await Cases.SampleAsync(
        async (sectors, shape, cuts) =>
        {
            var image = LuksWorld.Image(512 * sectors);
            using var passphrase = LuksWorld.Passphrase("p");
            using var source = new MemoryImageSource(image);
            var layout = await LuksImage.PrepareAsync(source, passphrase, Options(shape));
            await using var view = await LuksImage.OpenAsync(source, layout, passphrase);
            var whole = new byte[view.Length];
            view.Read(0, whole);

            // The ranges between the cuts, counted back from the end so that header, first and last sectors are all met; the later ones first.
            var pieces = new byte[whole.Length];
            var edges = cuts.Select(cut => Math.Max(0, whole.Length - cut)).Append(0).Append(whole.Length).Distinct().Order().ToArray();
            for (var i = edges.Length - 2; i >= 0; i--)
            {
                var piece = pieces.AsMemory(edges[i], edges[i + 1] - edges[i]);
                _ = i % 2 == 0 ? view.Read(edges[i], piece.Span) : await view.ReadAsync(edges[i], piece);
            }

            pieces.AsSpan().SequenceEqual(whole).Should().BeTrue();

            await using var disk = await LuksContainer.OpenAsync(view, passphrase);
            var plain = new byte[disk.Length];
            disk.Read(0, plain);
            plain.AsSpan(0, image.Length).SequenceEqual(image).Should().BeTrue();
            plain.AsSpan(image.Length).ContainsAnyExcept((byte)0).Should().BeFalse();
        },
        iter: Count);

    private static LuksFormatOptions Options(int shape) => shape switch
    {
        0 => new() { Version = LuksVersion.Luks1, KeySize = 32, Kdf = LuksWorld.CheapPbkdf2 },
        var power => new() { Kdf = LuksWorld.CheapPbkdf2, KeySize = 32, SectorSize = 256 << power, PayloadOffset = 1 << 20 },
    };
}
