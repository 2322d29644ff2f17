using System.Text;
using IBMCloud.Primitives;

namespace IBMCloud.E2E;

/// <summary>
/// Journals as files of a folder: <c>NAME.journal.json</c>, and <c>NAME.parts.jsonl</c> beside it. A second runner of the same run is refused by a lock
/// that the system frees when a program ends, however it ends.
/// </summary>
/// <param name="folder">The folder; it is made where it is absent.</param>
public sealed class FileJournalStore(string folder) : RunJournalStore
{
    private readonly string _folder = Path.GetFullPath(folder);

    /// <summary>The folder that is used where none is named: in the user's local application data.</summary>
    public static FileJournalStore Default => new(Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create), "ibmcloud-e2e", "runs"));

    /// <summary>The file of a run's journal.</summary>
    /// <param name="name">Name of the run.</param>
    public string PathOf(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return name.AsSpan().IndexOfAny(Path.GetInvalidFileNameChars()) >= 0 || name is "." or ".."
            ? throw new ArgumentException($"'{name}' cannot be the name of a file.", nameof(name))
            : Path.Combine(_folder, $"{name}.journal.json");
    }

    /// <inheritdoc/>
    public override Task CheckAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            Directory.CreateDirectory(_folder);
            using var probe = new FileStream(Path.Combine(_folder, $".{Guid.NewGuid():N}.probe"), FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
            return Task.CompletedTask;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unusable(e);
        }
    }

    /// <inheritdoc/>
    public override Task<RunJournalHandle> OpenAsync(string name, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var path = PathOf(name);
        var lockPath = Path.Combine(_folder, $"{name}.lock");
        try
        {
            Directory.CreateDirectory(_folder);
            var held = new FileStream(lockPath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            try
            {
                RemoveHalfWritten(path);
            }
            catch
            {
                held.Dispose();
                throw;
            }

            return Task.FromResult<RunJournalHandle>(new FileJournal(path, Path.Combine(_folder, $"{name}.parts.jsonl"), held));
        }
        catch (IOException e) when (File.Exists(lockPath))
        {
            throw new RunJournalException(
                RunJournalError.InUse, $"The run '{name}' is in use: another program holds '{lockPath}'. Wait until it ends, or stop it.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unusable(e);
        }
    }

    private RunJournalException Unusable(Exception e) => new(RunJournalError.Storage, $"The journal folder '{_folder}' cannot be used: {e.Message} Name another folder.", e);

    // A runner that was killed while it wrote left its temporary file; the journal itself is the one before. Whoever holds the lock is alone here.
    private static void RemoveHalfWritten(string path)
    {
        foreach (var halfWritten in Directory.EnumerateFiles(Path.GetDirectoryName(path)!, $".{Path.GetFileName(path)}.*.partial"))
        {
            File.Delete(halfWritten);
        }
    }

    private sealed class FileJournal(string path, string partsPath, FileStream held) : RunJournalHandle
    {
        public override async Task<byte[]?> ReadAsync(CancellationToken cancellationToken = default)
        {
            try
            {
                return File.Exists(path) ? await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false) : null;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw Failed(path, e);
            }
        }

        public override Task WriteAsync(ReadOnlyMemory<byte> document, CancellationToken cancellationToken = default)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var file = AtomicFile.Create(path, document.Length, overwrite: true);
            file.Write(0, document.Span);
            file.Commit();
            return Task.CompletedTask;
        }

        public override async Task<IReadOnlyList<string>> ReadPartsAsync(CancellationToken cancellationToken = default)
        {
            try
            {
                if (!File.Exists(partsPath))
                {
                    return [];
                }

                var text = await File.ReadAllTextAsync(partsPath, cancellationToken).ConfigureAwait(false);
                var end = text.LastIndexOf('\n');
                return end < 0 ? [] : text[..end].Split('\n', StringSplitOptions.RemoveEmptyEntries);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw Failed(partsPath, e);
            }
        }

        public override async Task AppendPartAsync(string line, CancellationToken cancellationToken = default)
        {
            try
            {
                // What a kill cut short has no line break: the next line must not be glued to it.
                var cut = new FileInfo(partsPath) is { Exists: true, Length: > 0 } && await EndsCutAsync(cancellationToken).ConfigureAwait(false);
                using var stream = new FileStream(partsPath, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0, useAsync: true);
                await stream.WriteAsync(Encoding.UTF8.GetBytes($"{(cut ? "\n" : "")}{line}\n"), cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw Failed(partsPath, e);
            }
        }

        public override Task ClearPartsAsync(CancellationToken cancellationToken = default)
        {
            try
            {
                File.Delete(partsPath);
                return Task.CompletedTask;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw Failed(partsPath, e);
            }
        }

        public override ValueTask DisposeAsync() => held.DisposeAsync();

        private async Task<bool> EndsCutAsync(CancellationToken cancellationToken)
        {
            using var stream = new FileStream(partsPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0, useAsync: true);
            stream.Seek(-1, SeekOrigin.End);
            var last = new byte[1];
            await stream.ReadExactlyAsync(last, cancellationToken).ConfigureAwait(false);
            return last[0] != '\n';
        }

        private static RunJournalException Failed(string path, Exception e) =>
            new(RunJournalError.Storage, $"The journal '{path}' cannot be read or written: {e.Message} Free space or correct the permissions, then run again: the run goes on.", e);
    }
}
