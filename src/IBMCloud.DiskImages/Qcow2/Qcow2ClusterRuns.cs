using IBMCloud.Primitives;

namespace IBMCloud.DiskImages.Qcow2;

/// <summary>Which clusters of a disk a file holds, as runs in rising order; their data lie in the file one after the other in the same order.</summary>
internal sealed class Qcow2ClusterRuns
{
    private readonly long[] _starts;
    private readonly long[] _ranks;

    private Qcow2ClusterRuns(List<(long Start, long Count)> runs)
    {
        _starts = [.. runs.Select(run => run.Start)];
        _ranks = new long[runs.Count + 1];
        for (var i = 0; i < runs.Count; i++)
        {
            _ranks[i + 1] = _ranks[i] + runs[i].Count;
        }
    }

    /// <summary>Clusters that are there.</summary>
    public long Count => _ranks[^1];

    public int RunCount => _starts.Length;

    /// <summary>First cluster of a run, how many it has, and how many clusters are there before it.</summary>
    public (long Start, long Count, long Rank) Run(int run) => (_starts[run], _ranks[run + 1] - _ranks[run], _ranks[run]);

    /// <summary>The first run that ends after <paramref name="cluster"/>; <see cref="RunCount"/> where there is none.</summary>
    public int FirstRunFrom(long cluster)
    {
        var run = FloorIndex(_starts, cluster);
        return run >= 0 && _starts[run] + (_ranks[run + 1] - _ranks[run]) > cluster ? run : run + 1;
    }

    /// <summary>The cluster whose data lie <paramref name="rank"/>th in the file, and how many clusters of the disk follow it in its run, itself included.</summary>
    public (long Cluster, long Following) Select(long rank)
    {
        var run = FloorIndex(_ranks, rank);
        return (_starts[run] + rank - _ranks[run], _ranks[run + 1] - rank);
    }

    /// <summary>The runs as start, count, start, count.</summary>
    public long[] ToArray() => [.. Enumerable.Range(0, RunCount).SelectMany(run => new[] { _starts[run], _ranks[run + 1] - _ranks[run] })];

    /// <summary>Takes stored runs; null where they are not runs of a disk with that many clusters.</summary>
    public static Qcow2ClusterRuns? TryCreate(long[] stored, long clusters)
    {
        var runs = new List<(long Start, long Count)>(stored.Length / 2);
        long end = 0;
        for (var i = 0; i < stored.Length - 1; i += 2)
        {
            var (start, count) = (stored[i], stored[i + 1]);
            if (start < end || start >= clusters || count < 1 || count > clusters - start)
            {
                return null;
            }

            runs.Add((start, count));
            end = start + count;
        }

        return stored.Length % 2 == 0 ? new Qcow2ClusterRuns(runs) : null;
    }

    /// <summary>The clusters that the source's extents touch; with <paramref name="scan"/> only those of them that hold a byte other than zero.</summary>
    public static async ValueTask<Qcow2ClusterRuns> OfAsync(ImageSource source, int clusterSize, bool scan, CancellationToken cancellationToken)
    {
        var runs = new List<(long Start, long Count)>();
        foreach (var extent in await source.GetExtentsAsync(cancellationToken).ConfigureAwait(false))
        {
            var (first, last) = (extent.Offset / clusterSize, (extent.End - 1) / clusterSize);
            if (scan)
            {
                await ScanAsync(source, clusterSize, first, last, runs, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                Append(runs, first, last - first + 1);
            }
        }

        return new Qcow2ClusterRuns(runs);
    }

    private static async ValueTask ScanAsync(
        ImageSource source, int clusterSize, long first, long last, List<(long Start, long Count)> runs, CancellationToken cancellationToken)
    {
        var buffer = new byte[1 << 20];
        var perRead = buffer.Length / clusterSize;
        for (var at = first; at <= last; at += perRead)
        {
            var count = (int)Math.Min(perRead, last - at + 1);
            var read = await source.ReadAsync(at * clusterSize, buffer.AsMemory(0, count * clusterSize), cancellationToken).ConfigureAwait(false);
            for (var i = 0; i * clusterSize < read; i++)
            {
                if (buffer.AsSpan(i * clusterSize, Math.Min(clusterSize, read - (i * clusterSize))).ContainsAnyExcept((byte)0))
                {
                    Append(runs, at + i, 1);
                }
            }
        }

        buffer.AsSpan().Clear();
    }

    // Two extents may share a cluster.
    private static void Append(List<(long Start, long Count)> runs, long start, long count)
    {
        var end = runs.Count == 0 ? -1 : runs[^1].Start + runs[^1].Count;
        if (start > end)
        {
            runs.Add((start, count));
        }
        else if (start + count > end)
        {
            runs[^1] = (runs[^1].Start, start + count - runs[^1].Start);
        }
    }

    private static int FloorIndex(long[] sorted, long value)
    {
        var index = Array.BinarySearch(sorted, value);
        return index >= 0 ? index : ~index - 1;
    }
}
