using System.Runtime.Intrinsics.X86;

namespace IBMCloud.Luks.Tests.Cryptography.Xts;

/// <summary>The kernels that the tests compare: all that this process can run, and the Arm kernel over Arm's instructions written in those of x86.</summary>
internal static class KernelChoices
{
    public const string ArmOnX86 = "arm on x86";

    public static IReadOnlyList<XtsKernelChoice> All { get; } = [.. XtsKernels.Available, .. Emulated()];

    public static XtsKernelFactory Named(string name) => All.Single(kernel => kernel.Name == name).Create;

    private static IEnumerable<XtsKernelChoice> Emulated()
    {
        if (Aes.IsSupported)
        {
            yield return new(ArmOnX86,
                static (key, numbering) => new HardwareXtsKernel<ArmAesEncryptionOnX86, ArmAesDecryptionOnX86, XtsMasksPortable>(key, numbering));
        }
    }
}
