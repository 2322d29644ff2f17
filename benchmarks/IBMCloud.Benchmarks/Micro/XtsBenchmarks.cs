using BenchmarkDotNet.Attributes;
using IBMCloud.Luks;

namespace IBMCloud.Benchmarks.Micro;

/// <summary>Each kernel over 256 KiB: the operation is a byte, so the mean is ns per byte and its inverse GB/s.</summary>
[MemoryDiagnoser]
public class XtsBenchmarks
{
    private const int Length = 256 << 10;
    private readonly byte[] _data = GC.AllocateArray<byte>(Length, pinned: true);
    private XtsCipher _cipher = null!;

    public static IEnumerable<string> Kernels => XtsKernels.Available.Select(kernel => kernel.Name);

    [ParamsSource(nameof(Kernels))]
    public string Kernel { get; set; } = "";

    [Params(512, 4096)]
    public int DataUnit { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var key = new byte[64];
        new Random(1).NextBytes(key);
        _cipher = new XtsCipher(key, DataUnit, XtsTweak.Plain64, XtsKernels.Available.Single(kernel => kernel.Name == Kernel).Create);
    }

    [GlobalCleanup]
    public void Cleanup() => _cipher.Dispose();

    [Benchmark(OperationsPerInvoke = Length)]
    public void Encrypt() => _cipher.Encrypt(0, _data, _data);

    [Benchmark(OperationsPerInvoke = Length)]
    public void Decrypt() => _cipher.Decrypt(0, _data, _data);
}
