using IBMCloud.DiskImages.Preflight.Rules;

namespace IBMCloud.DiskImages.Preflight;

/// <summary>The rules of each target. The image as a file comes first, then its disk, then the guest in it.</summary>
internal static class PreflightProfile
{
    private static readonly PreflightRule[] ClassicGuest =
    [
        new NotEncryptedRule(),
        new DiskSizeRule(PreflightSource.ClassicImport, 100),
        new BootSignatureRule(PreflightSource.ClassicImport, mayBeUefi: false),
        new PartitionTableRule(PreflightSource.ClassicImport),
        new NoLvmRule(),
        new BootPartitionRule(),
        new BootFileSystemRule(),
        new RootFileSystemRule(),
        new CleanFileSystemsRule(),
        new OperatingSystemRule(),
        new CloudInitRule(PreflightSource.ClassicImport, new Version(0, 7, 7)),
        new ConfigDriveRule(),
        new RootLoginRule(),
        new EtcOnRootRule(),
        new SwapLabelRule(),
        new ProgramRule("wget", "wget", "Install wget in the image.", "/usr/bin/wget"),
        new ProgramRule("guest-tools", "The Citrix guest tools' daemon", "Install the XenServer guest tools (xe-guest-utilities) in the image.", "/usr/sbin/xe-daemon", "/usr/sbin/xe-linux-distribution"),
    ];

    private static readonly PreflightRule[] ClassicVhd =
        [new ImageFormatRule(), new CompleteDiskRule(), new ObjectNameRule(PreflightSource.ClassicEncryption, ".vhd", "NAME.vhd-0.vhd"), .. ClassicGuest];

    private static readonly PreflightRule[] ClassicLuks =
        [new ImageFormatRule(), new CompleteDiskRule(), new ObjectNameRule(PreflightSource.ClassicLuks, ".raw", "NAME.raw"), .. ClassicGuest];

    private static readonly PreflightRule[] Vpc =
    [
        new ImageFormatRule(),
        new CompleteDiskRule(),
        new ObjectNameRule(PreflightSource.VpcEncryption, ".qcow2", "NAME.qcow2"),
        new NotEncryptedRule(),
        new DiskSizeRule(PreflightSource.VpcImages, 250, leastGigabytes: 10),
        new BootSignatureRule(PreflightSource.VpcImages, mayBeUefi: true),
        new PartitionTableRule(PreflightSource.VpcImages),
        new CleanFileSystemsRule(),
        new VpcOperatingSystemRule(),
        new CloudInitRule(PreflightSource.VpcImages, new Version(0, 7, 9)),
        new NoCloudRule(),
        new VendorScriptsRule(),
        new VirtioRule(),
        new DhcpRule(),
        new SerialConsoleRule(),
    ];

    public static IReadOnlyList<PreflightRule> RulesOf(PreflightTarget target) => target switch
    {
        PreflightTarget.ClassicVhd => ClassicVhd,
        PreflightTarget.ClassicLuks => ClassicLuks,
        _ => Vpc,
    };
}
