using System.Collections.Concurrent;
using IBMCloud.Primitives;

namespace IBMCloud.Luks.Tests.Hostile;

/// <summary>
/// Many seeded mutations on threads of their own, one a processor. A case that does not end is found by the watchdog, whatever it hangs in, and named.
/// </summary>
internal sealed class MutationRun(int version, int seed, byte[] good, SecretBytes passphrase, SecretBytes volumeKey)
{
    private const int CasesPerSeed = 500;
    private const long MostManagedBytes = 96L << 20;

    // Far above what the limits allow, so that only a hang meets it.
    private static readonly TimeSpan Watchdog = TimeSpan.FromSeconds(90);

    // The base asks for 1,000 iterations; a mutation that asks for more than 20 times as much is a refusal like any other.
    public static readonly LuksOpenOptions Limits = new()
    {
        MaxKdfMemoryKiB = 96 * 1024, MaxKdfWork = 256 * 1024, MaxPbkdf2Iterations = 20_000, MaxKdfTime = TimeSpan.FromSeconds(1),
    };

    private readonly ConcurrentDictionary<string, int> _verdicts = new();
    private readonly ConcurrentQueue<Exception> _failures = new();
    private int _next;

    private int Version => version;

    private int Seed => seed;

    private byte[] Good => good;

    /// <summary>How often each verdict came.</summary>
    public IReadOnlyDictionary<string, int> Run(int count)
    {
        var workers = Enumerable.Range(0, Math.Max(1, Environment.ProcessorCount)).Select(_ => new Worker(this, count)).ToList();
        foreach (var worker in workers)
        {
            worker.Thread.Start();
        }

        foreach (var worker in workers)
        {
            for (var seen = worker.Done; !worker.Thread.Join(Watchdog); seen = worker.Done)
            {
                (worker.Done > seen).Should().BeTrue($"a case ends: {worker.Current}");
            }
        }

        return _failures.TryDequeue(out var failure) ? throw new InvalidOperationException(failure.Message, failure) : _verdicts;
    }

    private string Judge(byte[] head, HeaderMutation mutation)
    {
        using var file = new MutatedContainer(good, head, mutation.CutAt);
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            // Memory answers at once, so nothing here leaves the thread.
            using var disk = LuksContainer.OpenAsync(file, passphrase, Limits).AsTask().GetAwaiter().GetResult();
            var description = LuksContainer.InspectAsync(file).AsTask().GetAwaiter().GetResult();
            byte[] plain = new byte[(int)Math.Min(disk.Length, 8192)], expected = new byte[plain.Length];
            disk.Read(0, plain);
            using var cipher = SectorCipher.Create(description.Cipher, volumeKey.Span, description.SectorSize);
            file.Read(description.PayloadOffset, expected);
            cipher.Decrypt(0, expected, expected);
            return plain.AsSpan().SequenceEqual(expected) ? "opened" : throw new InvalidOperationException("it opens and reads otherwise than its header says");
        }
        catch (LuksException e) when (e.Message.Length > 0)
        {
            return e.Reason.ToString();
        }
        finally
        {
            if (GC.GetAllocatedBytesForCurrentThread() - before > MostManagedBytes)
            {
                throw new InvalidOperationException("it takes more memory than the limits allow");
            }
        }
    }

    private sealed class Worker
    {
        private readonly MutationRun _run;
        private readonly int _count;
        private int _done;

        public Worker(MutationRun run, int count)
        {
            _run = run;
            _count = count;
            Thread = new Thread(Work) { IsBackground = true, Name = "mutations" };
        }

        public Thread Thread { get; }

        public int Done => Volatile.Read(ref _done);

        public string Current { get; private set; } = "";

        private void Work()
        {
            var head = new byte[_run.Version == 1 ? 1024 : 32_768];
            for (var part = Interlocked.Increment(ref _run._next) - 1; part * CasesPerSeed < _count && _run._failures.IsEmpty; part = Interlocked.Increment(ref _run._next) - 1)
            {
                var random = new Random(_run.Seed + part);
                for (var i = 0; i < Math.Min(CasesPerSeed, _count - part * CasesPerSeed); i++)
                {
                    _run.Good.AsSpan(0, head.Length).CopyTo(head);
                    var mutation = HeaderMutation.Next(_run.Version, random, _run.Good.Length);
                    Current = $"mutation {i} of seed {_run.Seed + part}: {mutation}";
                    try
                    {
                        mutation.Apply(head);
                        _run._verdicts.AddOrUpdate(_run.Judge(head, mutation), 1, (_, times) => times + 1);
                    }
                    catch (Exception e)
                    {
                        _run._failures.Enqueue(new InvalidOperationException($"{Current}: {e.Message}", e));
                        return;
                    }

                    Interlocked.Increment(ref _done);
                }
            }
        }
    }
}
