using System.Security.Cryptography;
using System.Text;
using IBMCloud.Primitives;

namespace IBMCloud.Luks.Fuzz;

/// <summary>One reader of untrusted bytes, and good inputs to begin with. A <see cref="LuksException"/> is its way to say no; anything else is a find.</summary>
internal sealed record FuzzTarget(string Name, Func<Task<IReadOnlyList<byte[]>>> SeedsAsync, Func<byte[], Task> RunAsync)
{
    private const int HeaderSize = 16_384;
    private static readonly byte[] Passphrase = "passphrase"u8.ToArray();
    private static readonly LuksOpenOptions Limits = new() { MaxKdfMemoryKiB = 1024, MaxKdfWork = 4096, MaxPbkdf2Iterations = 2000 };

    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new("luks1", () => ContainersAsync(new() { Version = LuksVersion.Luks1, KeySize = 32, PayloadOffset = 1_052_672, Kdf = new LuksKdf.Pbkdf2(1000) }), OpenAsync),
        new("luks2", () => ContainersAsync(new() { KeySize = 32, PayloadOffset = 163_840, Kdf = new LuksKdf.Pbkdf2(1000) }), OpenAsync),
        new("luks2-sealed", () => ContainersAsync(new() { KeySize = 32, PayloadOffset = 163_840, Kdf = new LuksKdf.Argon2id(1, 64, 1) }), bytes => OpenAsync(Seal(bytes))),
        new("layout", LayoutsAsync, bytes =>
        {
            try
            {
                LuksLayout.FromJson(Encoding.UTF8.GetString(bytes));
            }
            catch (LuksException)
            {
                // The answer for what is no layout.
            }

            return Task.CompletedTask;
        }),
    ];

    public static FuzzTarget? Find(string name) => All.FirstOrDefault(target => target.Name == name);

    private static async Task OpenAsync(byte[] bytes)
    {
        using var file = new MemoryImageSource(bytes);
        using var passphrase = SecretBytes.CopyOf(Passphrase);
        try
        {
            _ = (await LuksContainer.InspectAsync(file)).ToString();
            await using var disk = await LuksContainer.OpenAsync(file, passphrase, Limits);
            var start = new byte[1000];
            disk.Read(0, start);
            disk.Read(Math.Max(0, disk.Length - 700), start);
        }
        catch (LuksException)
        {
            // The answer for what is no container.
        }
    }

    /// <summary>Makes the checksums right again, so that the rules behind them are reached.</summary>
    private static byte[] Seal(byte[] bytes)
    {
        byte[] container = [.. bytes];
        for (var at = 0; at <= HeaderSize && at + HeaderSize <= container.Length; at += HeaderSize)
        {
            var copy = container.AsSpan(at, HeaderSize);
            copy.Slice(72, 32).Clear();
            "sha256"u8.CopyTo(copy[72..]);
            copy.Slice(448, 64).Clear();
            SHA256.HashData(copy, copy[448..]);
        }

        return container;
    }

    private static async Task<IReadOnlyList<byte[]>> ContainersAsync(LuksFormatOptions options)
    {
        using var passphrase = SecretBytes.CopyOf(Passphrase);
        using var image = new MemoryImageSource(new byte[2048]);
        var layout = await LuksImage.PrepareAsync(image, passphrase, options);
        await using var view = await LuksImage.OpenAsync(image, layout, passphrase);
        var container = new byte[view.Length];
        view.Read(0, container);
        return [container];
    }

    private static async Task<IReadOnlyList<byte[]>> LayoutsAsync()
    {
        using var passphrase = SecretBytes.CopyOf(Passphrase);
        using var image = new MemoryImageSource(new byte[2048]);
        var layout = await LuksImage.PrepareAsync(image, passphrase, new() { Kdf = new LuksKdf.Pbkdf2(1000) });
        return [Encoding.UTF8.GetBytes(layout.ToJson())];
    }
}
