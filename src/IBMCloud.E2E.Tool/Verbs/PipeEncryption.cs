using IBMCloud.E2E.Tool.Images;
using IBMCloud.E2E.Tool.Keys;
using IBMCloud.Luks;
using IBMCloud.Primitives;
using Microsoft.Win32.SafeHandles;

namespace IBMCloud.E2E.Tool.Verbs;

/// <summary>Encrypts a raw image that comes through stdin: in order, with bounded memory.</summary>
internal static class PipeEncryption
{
    /// <summary>Reads stdin and writes the container to a file, which appears whole or not at all, or to stdout.</summary>
    public static async Task<LuksLayout> RunAsync(string output, bool force, long size, GivenKey key, LuksFormatOptions options, CancellationToken cancellationToken)
    {
        if (output == ImageOutput.StandardOutput)
        {
            using var stdout = Console.OpenStandardOutput();
            return await EncryptAsync(stdout, size, key, options, cancellationToken).ConfigureAwait(false);
        }

        // The container is a header longer than the image; the file grows by it.
        using var file = AtomicFile.Create(output, size, force);
        LuksLayout layout;
        using (var stream = new FileStream(new SafeFileHandle(file.Handle.DangerousGetHandle(), ownsHandle: false), FileAccess.Write, bufferSize: 0))
        {
            layout = await EncryptAsync(stream, size, key, options, cancellationToken).ConfigureAwait(false);
        }

        file.Commit();
        return layout;
    }

    private static async ValueTask<LuksLayout> EncryptAsync(Stream destination, long size, GivenKey key, LuksFormatOptions options, CancellationToken cancellationToken)
    {
        var stdin = StandardInput.Open();
        await using (stdin.ConfigureAwait(false))
        {
            return await LuksPipe.EncryptAsync(stdin, destination, size, key.LuksPassphrase, options, cancellationToken).ConfigureAwait(false);
        }
    }
}
