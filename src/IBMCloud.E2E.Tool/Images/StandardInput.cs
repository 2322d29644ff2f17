using System.IO.Pipelines;
using Microsoft.Win32.SafeHandles;

namespace IBMCloud.E2E.Tool.Images;

/// <summary>Stdin as a stream whose reader can be cancelled: a read of a pipe itself ends only when the other side writes or leaves.</summary>
internal static class StandardInput
{
    public const string Name = "-";
    private const int SegmentSize = 256 << 10;
    private const int MostAhead = 4 << 20;

    public static Stream Open()
    {
        // A file always answers: it needs no thread of its own, nor the copy from that one.
        if (!OperatingSystem.IsWindows())
        {
            var file = new FileStream(new SafeFileHandle(0, ownsHandle: false), FileAccess.Read, bufferSize: 0);
            if (file.CanSeek)
            {
                return file;
            }
        }

        var pipe = new Pipe(new PipeOptions(minimumSegmentSize: SegmentSize, pauseWriterThreshold: MostAhead, resumeWriterThreshold: MostAhead / 2, useSynchronizationContext: false));
        _ = Task.Factory.StartNew(() => FillAsync(pipe.Writer), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        return pipe.Reader.AsStream();
    }

    /// <summary>Runs until stdin ends or nobody reads any more; the process does not wait for it.</summary>
    private static async Task FillAsync(PipeWriter writer)
    {
        Exception? failure = null;
        try
        {
            using var stdin = Console.OpenStandardInput();
            bool wanted;
            do
            {
                var count = stdin.Read(writer.GetMemory(SegmentSize).Span);
                if (count == 0)
                {
                    break;
                }

                writer.Advance(count);
                wanted = !(await writer.FlushAsync().ConfigureAwait(false)).IsCompleted;
            }
            while (wanted);
        }
        catch (IOException error)
        {
            failure = error;
        }

        await writer.CompleteAsync(failure).ConfigureAwait(false);
    }
}
