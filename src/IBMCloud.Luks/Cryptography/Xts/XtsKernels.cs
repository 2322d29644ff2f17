namespace IBMCloud.Luks;

/// <summary>A kernel that this processor and this runtime can run.</summary>
internal sealed record XtsKernelChoice(string Name, XtsKernelFactory Create);

/// <summary>The kernels by capability; the only place that chooses.</summary>
internal static class XtsKernels
{
    /// <summary>All that can run here, the fastest first.</summary>
    public static IReadOnlyList<XtsKernelChoice> Available { get; } = [.. Find()];

    /// <summary>The fastest kernel that can run here.</summary>
    public static XtsKernelFactory Best { get; } = Available[0].Create;

    private static IEnumerable<XtsKernelChoice> Find()
    {
        if (X86XtsKernel.IsSupported)
        {
            yield return new("x86", static (key, numbering) => new X86XtsKernel(key, numbering));
        }

        yield return new("portable", static (key, numbering) => new PortableXtsKernel(key, numbering));
    }
}
