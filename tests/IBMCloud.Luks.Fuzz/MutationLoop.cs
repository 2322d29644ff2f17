using System.Diagnostics;

namespace IBMCloud.Luks.Fuzz;

/// <summary>Mutates good inputs with a seed for some time. Knows nothing of coverage: that is afl-fuzz's part.</summary>
internal sealed class MutationLoop(FuzzTarget target, int seed)
{
    // Most of a container is key material and data: what decides is at its start.
    private const int Interesting = 33_000;

    private readonly Random _random = new(seed);

    public async Task<bool> RunAsync(TimeSpan time)
    {
        var seeds = await target.SeedsAsync();
        var start = Stopwatch.GetTimestamp();
        long runs = 0;
        for (; Stopwatch.GetElapsedTime(start) < time; runs++)
        {
            var input = Mutate(seeds[_random.Next(seeds.Count)]);
            try
            {
                await target.RunAsync(input);
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                var path = Path.Combine(Path.GetTempPath(), $"fuzz-{target.Name}-{seed}-{runs}");
                await File.WriteAllBytesAsync(path, input);
                Console.Error.WriteLine($"{target.Name}: run {runs} of seed {seed} found {e.GetType().Name}; the input is {path}\n{e}");
                return false;
            }
        }

        Console.WriteLine($"{target.Name}: {runs} runs of seed {seed}, nothing found");
        return true;
    }

    private byte[] Mutate(byte[] good)
    {
        byte[] input = [.. good];
        for (var changes = _random.Next(1, 6); changes > 0 && input.Length > 0; changes--)
        {
            var at = _random.Next(Math.Min(input.Length, _random.Next(2) == 0 ? 8192 : Interesting));
            switch (_random.Next(5))
            {
                case 0:
                    input[at] ^= (byte)(1 << _random.Next(8));
                    break;
                case 1:
                    input[at] = (byte)_random.Next(256);
                    break;
                case 2:
                    input.AsSpan(at, Math.Min(8, input.Length - at)).Fill((byte)(_random.Next(2) * 255));
                    break;
                case 3:
                    var from = _random.Next(Math.Min(input.Length, Interesting));
                    var length = Math.Min(_random.Next(1, 64), input.Length - Math.Max(at, from));
                    input.AsSpan(from, length).ToArray().CopyTo(input.AsSpan(at));
                    break;
                default:
                    if (_random.Next(20) == 0)
                    {
                        input = input[..at];
                    }

                    break;
            }
        }

        return input;
    }
}
