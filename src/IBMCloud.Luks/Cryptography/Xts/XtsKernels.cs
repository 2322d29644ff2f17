using ArmAes = System.Runtime.Intrinsics.Arm.Aes;
using X86Aes = System.Runtime.Intrinsics.X86.Aes;

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
        if (X86Aes.IsSupported && XtsMasks512.IsSupported)
        {
            yield return new("x86-512", static (key, numbering) => new HardwareXtsKernel<X86AesEncryption, X86AesDecryption, XtsMasks512>(key, numbering));
        }

        if (X86Aes.IsSupported && XtsMasks256.IsSupported)
        {
            yield return new("x86-256", static (key, numbering) => new HardwareXtsKernel<X86AesEncryption, X86AesDecryption, XtsMasks256>(key, numbering));
        }

        if (X86Aes.IsSupported)
        {
            yield return new("x86-128", static (key, numbering) => new HardwareXtsKernel<X86AesEncryption, X86AesDecryption, XtsMasksPortable>(key, numbering));
        }

        if (ArmAes.IsSupported)
        {
            yield return new("arm", static (key, numbering) => new HardwareXtsKernel<ArmAesEncryption, ArmAesDecryption, XtsMasksPortable>(key, numbering));
        }

        yield return new("portable", static (key, numbering) => new PortableXtsKernel(key, numbering));
    }
}
