using System.Security.Cryptography;
using IBMCloud.E2E.Tool.Terminal;
using IBMCloud.Primitives;

namespace IBMCloud.E2E.Tool.Images;

/// <summary>Where an image goes: a file, which appears whole or not at all, or stdout where it is named <c>-</c>.</summary>
internal static class ImageOutput
{
    public const string StandardOutput = "-";
    private const int ChunkSize = 1 << 20;

    /// <summary>What results call it.</summary>
    public static string Name(string output) => output == StandardOutput ? "stdout" : $"'{output}'";

    /// <summary>Refuses, before any work, what could not be written in the end or would replace one of the files that are read.</summary>
    public static void Check(string output, bool force, params ReadOnlySpan<string?> inputs)
    {
        if (output == StandardOutput)
        {
            if (!Console.IsOutputRedirected)
            {
                throw ToolException.Usage("An image is not for a terminal. Name a file, or redirect stdout.");
            }

            return;
        }

        foreach (var input in inputs)
        {
            if (input is not null && File.Exists(input) && RealPath(input) == RealPath(output))
            {
                throw ToolException.Usage($"'{output}' is read and would be replaced. Choose another name for the result.");
            }
        }

        OutputFile.RefuseToReplace(output, force);
    }

    /// <summary>Writes all of an image.</summary>
    /// <param name="image">The image, made while it is read.</param>
    /// <param name="output">The file, or <c>-</c>.</param>
    /// <param name="force">Whether a file may be replaced.</param>
    /// <param name="keepHoles">Whether zeros become holes.</param>
    /// <param name="cancellationToken">Ends the work early; then there is no file.</param>
    public static async Task WriteAsync(ImageSource image, string output, bool force, bool keepHoles, CancellationToken cancellationToken)
    {
        using var progress = TerminalProgress.Start();
        if (output == StandardOutput)
        {
            await StreamAsync(image, new TransferMeter(image.Length, progress), cancellationToken).ConfigureAwait(false);
            return;
        }

        var options = new ImageFileWriterOptions { Overwrite = force, KeepHoles = keepHoles };
        await ImageFileWriter.WriteAsync(image, output, options, progress, cancellationToken).ConfigureAwait(false);
    }

    private static async Task StreamAsync(ImageSource image, TransferMeter meter, CancellationToken cancellationToken)
    {
        using var stdout = Console.OpenStandardOutput();
        var (current, next) = (new byte[ChunkSize], new byte[ChunkSize]);
        try
        {
            // One chunk is made while the one before is written.
            var making = MakeAsync(0, current);
            for (long offset = 0; offset < image.Length;)
            {
                var count = await making.ConfigureAwait(false);
                offset += count;
                making = MakeAsync(offset, next);
                await stdout.WriteAsync(current.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
                meter.Add(count);
                (current, next) = (next, current);
            }
        }
        finally
        {
            CryptographicOperations.ZeroMemory(current);
            CryptographicOperations.ZeroMemory(next);
        }

        Task<int> MakeAsync(long offset, byte[] buffer) => Task.Run(() => image.Read(offset, buffer), cancellationToken);
    }

    private static string RealPath(string path) =>
        File.Exists(path) && File.ResolveLinkTarget(path, returnFinalTarget: true) is { } target ? target.FullName : Path.GetFullPath(path);
}
