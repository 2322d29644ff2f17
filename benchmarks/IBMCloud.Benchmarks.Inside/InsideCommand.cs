using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using IBMCloud.Luks;
using IBMCloud.Primitives;

namespace IBMCloud.Benchmarks.Inside;

/// <summary>What a child process of the harness does and then says of itself, as JSON.</summary>
internal static class InsideCommand
{
    private static readonly LuksFormatOptions Format = new() { Kdf = new LuksKdf.Pbkdf2(1000) };

    /// <param name="arguments"><c>idle</c>, <c>stream IN OUT</c>, <c>file IN OUT WORKERS</c>, <c>synthetic BYTES WORKERS [OUT]</c>, or what <see cref="UploadWork"/> does.</param>
    public static async Task<int> RunAsync(string[] arguments)
    {
        using var passphrase = SecretBytes.CopyOf("benchmark"u8);
        var (allocated, collections, clock) = (GC.GetTotalAllocatedBytes(precise: true), GC.CollectionCount(0), Stopwatch.StartNew());
        var cpu = Environment.CpuUsage.TotalTime;
        switch (arguments)
        {
            case ["idle"]:
                break;
            case ["stream", var input, var output]:
                {
                    await using var source = new FileStream(input, FileMode.Open, FileAccess.Read, FileShare.Read, 0, FileOptions.Asynchronous);
                    await using var target = new FileStream(output, FileMode.Create, FileAccess.Write, FileShare.None, 0, FileOptions.Asynchronous);
                    await LuksPipe.EncryptAsync(source, target, source.Length, passphrase, Format);
                    break;
                }

            case ["file", var input, var output, var workers]:
                {
                    using var source = FileImageSource.Open(input);
                    await WriteAsync(source, output, workers, passphrase);
                    break;
                }

            case ["synthetic", var length, var workers, var output]:
                {
                    using var source = new SyntheticSource(long.Parse(length, CultureInfo.InvariantCulture));
                    await WriteAsync(source, output, workers, passphrase);
                    break;
                }

            case ["synthetic", var length, var workers]:
                {
                    using var source = new SyntheticSource(long.Parse(length, CultureInfo.InvariantCulture));
                    var layout = await LuksImage.PrepareAsync(source, passphrase, Format);
                    using var view = await LuksImage.OpenAsync(source, layout, passphrase);
                    clock.Restart();
                    ReadAll(view, int.Parse(workers, CultureInfo.InvariantCulture));
                    break;
                }

            default:
                if (await UploadWork.TryRunAsync(arguments, passphrase, Format))
                {
                    break;
                }

                Console.Error.WriteLine("unknown work");
                return 2;
        }

        var seconds = clock.Elapsed.TotalSeconds;
        var used = (Environment.CpuUsage.TotalTime - cpu).TotalSeconds;
        var garbage = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        Console.WriteLine(JsonSerializer.Serialize(new InsideResult(seconds, used, garbage, GC.CollectionCount(0) - collections, PeakMemory()), InsideJson.Default.InsideResult));
        return 0;
    }

    private static async Task WriteAsync(ImageSource source, string output, string workers, SecretBytes passphrase)
    {
        var layout = await LuksImage.PrepareAsync(source, passphrase, Format);
        using var view = await LuksImage.OpenAsync(source, layout, passphrase);
        var options = new ImageFileWriterOptions { Overwrite = true, Flush = false, Workers = int.Parse(workers, CultureInfo.InvariantCulture) };
        await ImageFileWriter.WriteAsync(view, output, options);
    }

    /// <summary>The file writer's shape without a file.</summary>
    private static unsafe void ReadAll(LuksImage view, int workers)
    {
        const int Chunk = 1 << 20;
        long claimed = 0;
        var threads = Enumerable.Range(0, workers).Select(_ => new Thread(() =>
        {
            var buffer = NativeMemory.AlignedAlloc(Chunk, 4096);
            for (long at; (at = Interlocked.Add(ref claimed, Chunk) - Chunk) < view.Length;)
            {
                view.Read(at, new Span<byte>(buffer, Chunk));
            }

            NativeMemory.AlignedFree(buffer);
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
    }

    private static long PeakMemory() => !File.Exists("/proc/self/status") ? Process.GetCurrentProcess().PeakWorkingSet64
        : long.Parse(File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmHWM", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) << 10;
}
