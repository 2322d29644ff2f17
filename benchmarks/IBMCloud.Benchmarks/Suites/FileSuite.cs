using System.Security.Cryptography;
using IBMCloud.Benchmarks.Harness;

namespace IBMCloud.Benchmarks.Suites;

/// <summary>Raw file to encrypted file, whole processes with their start-up.</summary>
internal static class FileSuite
{
    private const string Native = "ibmcloud-e2e encrypt, native";
    private const string Managed = "ibmcloud-e2e encrypt, on the runtime";
    private const string Copy = "cp";
    private const string QemuWide = "qemu-img convert -n -W -m 16";
    private const string QemuReady = "qemu-img convert -n";
    private const string QemuNew = "qemu-img convert -O luks";
    private const string Documented = "documented steps";

    public static void Run(HarnessOptions options, Report report)
    {
        report.Section("Whole file",
            "Random bytes, raw to LUKS2, a process from start to end; ours with `--kdf pbkdf2 --kdf-iterations 1000`. Ours ends with fsync, which costs nothing in memory. qemu-img's ready target is a LUKS1 container with 1,000 iterations made before, so its key derivation is not in the time; a new one has it in.");
        using (var scratch = new Scratch(options.Memory))
        {
            var contest = Peers(options, scratch);
            report.RatioTable();
            foreach (var ours in (string[])[Native, Managed])
            {
                // Floors are for the native tool: on the runtime starting alone takes as long as a copy.
                double? Floor(double floor) => ours == Native ? floor : null;
                report.Ratio(contest, ours, QemuWide, 6, Floor(4));
                report.Ratio(contest, ours, QemuReady);
                report.Ratio(contest, ours, QemuNew, 10);
                report.Ratio(contest, ours, Copy, 1.25, Floor(0.7));
                report.Ratio(contest, $"{ours}, CPU", "cp, CPU");
                report.Ratio(contest, $"{ours}, CPU", $"{QemuWide}, CPU");
            }

            report.Absolute(contest, "GB/s (CPU: GB per second of processor time)");
            report.Plot("files.svg", "Raw file to encrypted file", SvgPlot.Bars("Raw file to encrypted file, in memory", "GB/s",
                [.. contest.Names.Where(name => !name.EndsWith("CPU", StringComparison.Ordinal) && !contest.Of(name).IsEmpty).Select(name => (name, contest.Of(name)))]));
        }

        using (var scratch = new Scratch(options.Disk))
        {
            var contest = new Contest("GB/s");
            var (input, key) = Input(scratch, options.Size);
            Timed(contest, Native, options.Size, () => Encrypt(options.Native, input, scratch["out"], key), () => scratch.Delete("out"));
            Timed(contest, Managed, options.Size, () => Encrypt(options.Tool, input, scratch["out"], key), () => scratch.Delete("out"));
            Timed(contest, "cp, then sync of the file", options.Size, () => Child.Shell($"cp {input} {scratch["copy"]}; sync {scratch["copy"]}"), () => scratch.Delete("copy"));
            contest.Run(options.Rounds);
            report.Line("On a disk, with the bytes forced to it:");
            report.Line("");
            report.RatioTable();
            report.Ratio(contest, Native, "cp, then sync of the file", 0.95);
            report.Ratio(contest, Managed, "cp, then sync of the file", 0.95);
            report.Absolute(contest, "GB/s");
        }

        Steps(options, report);
    }

    private static Contest Peers(HarnessOptions options, Scratch scratch)
    {
        var contest = new Contest("GB/s");
        var (input, key) = Input(scratch, options.Size);
        var secret = scratch.Write("secret", "benchmark"u8);
        Child.Run(options.Tool, "encrypt", input, scratch["ready"], "--format", "luks1", "--passphrase-file", secret, "--kdf", "pbkdf2", "--kdf-iterations", "1000");
        scratch.HoldMemory(options);
        string[] ready = ["convert", "-n", "--object", $"secret,id=k,file={secret}", "-f", "raw", "--target-image-opts"];
        string[] target = [input, $"driver=luks,key-secret=k,file.driver=file,file.filename={scratch["ready"]}"];
        Timed(contest, Native, options.Size, () => Encrypt(options.Native, input, scratch["out"], key), () => scratch.Delete("out"), settle: scratch);
        Timed(contest, Copy, options.Size, () => Child.Run("cp", input, scratch["copy"]), () => scratch.Delete("copy"), settle: scratch);
        Timed(contest, Managed, options.Size, () => Encrypt(options.Tool, input, scratch["out"], key), () => scratch.Delete("out"), settle: scratch);
        Timed(contest, QemuWide, options.Size, () => Child.Run("qemu-img", [.. ready, "-W", "-m", "16", .. target]));
        Timed(contest, QemuReady, options.Size, () => Child.Run("qemu-img", [.. ready, .. target]));
        Timed(contest, QemuNew, options.Size, () => NewContainer(input, scratch["new"], secret),
            () => scratch.Delete("new"), settle: scratch);
        return contest.Run(options.Rounds);
    }

    /// <summary>A VHD as the documented way encrypts it, as far as it runs without a device mapper, and the same in one step.</summary>
    private static void Steps(HarnessOptions options, Report report)
    {
        using var scratch = new Scratch(options.Memory);
        var (raw, key) = Input(scratch, options.Size);
        var secret = scratch.Write("secret", "benchmark"u8);
        var made = Child.Run("qemu-img", "convert", "-f", "raw", "-O", "vpc", "-o", "subformat=fixed,force_size=on", raw, scratch["in.vhd"]);
        scratch.Delete(Path.GetFileName(raw));
        scratch.HoldMemory(options);
        report.Line("The documented way from a VHD to an upload's source, without dm-crypt: `qemu-img convert` to raw, a container file of zeros, luksFormat (by qemu-img, 1,000 ms), and `dd` into the mapping (by `qemu-img convert -n -W -m 16`). Three files' worth of bytes are written, ours writes one.");
        report.Line("");
        report.RatioTable();
        var contest = new Contest("GB/s");
        var size = options.Size;
        Timed(contest, Native, size, () => made.Succeeded ? Encrypt(options.Native, scratch["in.vhd"], scratch["out"], key) : made, () => scratch.Delete("out"), settle: scratch);
        Timed(contest, Managed, size, () => made.Succeeded ? Encrypt(options.Tool, scratch["in.vhd"], scratch["out"], key) : made, () => scratch.Delete("out"), settle: scratch);
        Timed(contest, Documented, size, () => made.Succeeded ? Child.Shell($"""
            qemu-img convert -f vpc -O raw {scratch["in.vhd"]} {scratch["raw"]}
            dd if=/dev/zero of={scratch["container"]} bs=1M count={(size >> 20) + 2} 2>/dev/null
            qemu-img create -q -f luks --object secret,id=k,file={secret} -o key-secret=k,iter-time=1000 {scratch["container"]} $(stat -c %s {scratch["raw"]})
            qemu-img convert -n -W -m 16 --object secret,id=k,file={secret} -f raw --target-image-opts {scratch["raw"]} driver=luks,key-secret=k,file.driver=file,file.filename={scratch["container"]}
            """) : made, () =>
            {
                scratch.Delete("raw");
                scratch.Delete("container");
            }, settle: scratch);
        contest.Run(Math.Max(2, options.Rounds - 2));
        report.Ratio(contest, Native, Documented, 10);
        report.Ratio(contest, Managed, Documented, 10);
        report.Absolute(contest, "GB/s");
    }

    private static (string Input, string Key) Input(Scratch scratch, long size) => (scratch.Random("in", size), scratch.Write("key", RandomNumberGenerator.GetBytes(32)));

    /// <summary>qemu-img gives up at times ("Unable to get accurate CPU usage") where the clock is coarse; it is asked again, and only the run that worked counts.</summary>
    private static ChildResult NewContainer(string input, string output, string secret)
    {
        ChildResult result;
        var left = 4;
        do
        {
            File.Delete(output);
            result = Child.Run("qemu-img", "convert", "--object", $"secret,id=k,file={secret}", "-f", "raw", "-O", "luks", "-o", "key-secret=k", input, output);
        }
        while (!result.Succeeded && --left > 0);
        return result;
    }

    private static ChildResult Encrypt(string tool, string input, string output, string key) =>
        Child.Run(tool, "encrypt", input, output, "--format", "luks2", "--key-file", key, "--kdf", "pbkdf2", "--kdf-iterations", "1000");

    /// <summary>A contender that is a process, and one more for its processor time in the same run.</summary>
    private static void Timed(Contest contest, string name, long bytes, Func<ChildResult> run, Action? after = null, Scratch? settle = null)
    {
        var cpu = double.NaN;
        contest.Add(name, () =>
        {
            settle?.Settle(bytes);
            var result = run();
            after?.Invoke();
            cpu = result.Succeeded ? bytes / result.Cpu / 1e9 : double.NaN;
            return result.Speed(bytes);
        });
        contest.Add($"{name}, CPU", () => cpu);
    }
}
