using IBMCloud.DiskImages.Ext;
using IBMCloud.DiskImages.Partitions;
using IBMCloud.DiskImages.Preflight;
using IBMCloud.DiskImages.Tests.Ext;
using IBMCloud.DiskImages.Tests.Preflight;

namespace IBMCloud.DiskImages.Tests.Hostile;

/// <summary>What lies on a guest's disk, damaged by seeds.</summary>
public sealed class GuestMutationTests
{
    private const int MostFolders = 200;
    private const int MostFile = 1 << 20;

    [Theory]
    [InlineData("ext2", "-b", "1024")]
    [InlineData("ext4", "-b", "1024")]
    [InlineData("ext4", "-b", "4096", "-O", "inline_data")]
    [InlineData("ext4", "-b", "1024", "-O", "^extent,^64bit,meta_bg,^resize_inode")]
    public async Task An_ext_file_system(string type, params string[] options)
    {
        using var folder = new TempFolder();
        var tree = Directory.CreateDirectory(folder["tree"]).FullName;
        for (var i = 0; i < 40; i++)
        {
            Directory.CreateDirectory(Path.Combine(tree, $"folder-{i % 6}", $"below-{i % 3}"));
            await File.WriteAllBytesAsync(Path.Combine(tree, $"folder-{i % 6}", $"below-{i % 3}", $"file-{i}"), TestDisk.Bytes(i * 700, i), TestContext.Current.CancellationToken);
            File.CreateSymbolicLink(Path.Combine(tree, $"link-{i}"), $"folder-{i % 6}/below-{i % 3}/{new string('.', i % 2)}/../below-{i % 3}/file-{i}");
        }

        var image = await File.ReadAllBytesAsync(ExtImage.Make(folder, tree, 4 << 20, type, options), TestContext.Current.CancellationToken);

        await Mutations.RunAsync(image, Metadata(image), WalkAsync);
    }

    [Fact]
    public async Task A_partition_table()
    {
        using var guest = new GuestImage();
        var disk = guest.Build();

        await Mutations.RunAsync(disk, [.. Enumerable.Range(27, 5).Select(piece => piece * 16)],
            async (source, cancel) => await PartitionTable.ReadAsync(source, cancel));
    }

    [Theory]
    [InlineData(PreflightTarget.ClassicVhd)]
    [InlineData(PreflightTarget.Vpc)]
    public async Task Preflight_reports_on_whatever_it_is_given(PreflightTarget target)
    {
        using var guest = new GuestImage();
        var disk = guest.Build();
        var places = Metadata(disk);
        var damaged = 0;
        for (var seed = 0; seed < Mutations.Count / 3; seed++)
        {
            using var source = new PatchedSource(disk, places, seed);

            var report = await ImageInspector.InspectAsync(source, target, new PreflightOptions { ObjectName = PreflightCheck.NameFor(target) }, TestContext.Current.CancellationToken);

            report.Findings.Should().NotBeEmpty();
            damaged += report.Findings.Any(finding => finding.Verdict != PreflightVerdict.Ok && finding.Rule != "operating-system") ? 1 : 0;
        }

        damaged.Should().BePositive();
    }

    // Data of files are of no interest; what is small or regular is.
    private static int[] Metadata(byte[] image) => [.. PatchedSource.PlacesWithData(image).Where(place => image.AsSpan(place, 16).Contains((byte)0))];

    private static async Task WalkAsync(PatchedSource source, CancellationToken cancellationToken)
    {
        var files = await ExtFileSystem.OpenAsync(source, 0, source.Length, cancellationToken);
        var open = new Queue<string>(["/"]);
        DiskImageException? refusal = null;
        for (var count = 0; count < MostFolders && open.TryDequeue(out var path); count++)
        {
            foreach (var name in (await Try(() => files.ListAsync(path, cancellationToken)) ?? []).Take(MostFolders))
            {
                open.Enqueue($"{path}/{name}");
            }

            if (await Try(() => files.FindAsync(path, cancellationToken)) is { } file)
            {
                await Try(() => file.ReadAllAsync(MostFile, cancellationToken)!);
            }
        }

        if (refusal is not null)
        {
            throw refusal;
        }

        // Goes on after a refusal: other paths may end otherwise.
        async Task<T?> Try<T>(Func<ValueTask<T?>> read)
        {
            try
            {
                return await read();
            }
            catch (DiskImageException e)
            {
                refusal = e;
                return default;
            }
        }
    }
}
