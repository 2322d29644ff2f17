using System.Globalization;
using IBMCloud.Luks.Fuzz;
using SharpFuzz;

// fuzz TARGET SECONDS [SEED]   mutates good inputs here for so long, without any outside tool
// fuzz TARGET                  waits for afl-fuzz (instrument IBMCloud.Luks.dll with the sharpfuzz tool first)
// fuzz TARGET seeds FOLDER     writes the good inputs as files, for afl-fuzz -i
if (args.Length == 0 || FuzzTarget.Find(args[0]) is not { } target)
{
    Console.Error.WriteLine($"Name a target: {string.Join(", ", FuzzTarget.All.Select(known => known.Name))}; then seconds, or 'seeds' and a folder, or nothing under afl-fuzz.");
    return 2;
}

if (args is [_, "seeds", var folder])
{
    var seeds = await target.SeedsAsync();
    for (var i = 0; i < seeds.Count; i++)
    {
        await File.WriteAllBytesAsync(Path.Combine(Directory.CreateDirectory(folder).FullName, $"{target.Name}-{i}"), seeds[i]);
    }

    return 0;
}

if (args.Length == 1)
{
    Fuzzer.OutOfProcess.Run(stream =>
    {
        using var copy = new MemoryStream();
        stream.CopyTo(copy);

        // The input is memory, so the target ends before it returns.
        var run = target.RunAsync(copy.ToArray());
        if (run.Exception is { InnerException: { } found })
        {
            throw new InvalidOperationException($"target {target.Name}", found);
        }
    });
    return 0;
}

var time = TimeSpan.FromSeconds(int.Parse(args[1], CultureInfo.InvariantCulture));
var seed = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 1;
return await new MutationLoop(target, seed).RunAsync(time) ? 0 : 1;
