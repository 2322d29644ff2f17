using IBMCloud.DiskImages.Preflight.Guest;

namespace IBMCloud.DiskImages.Preflight.Rules;

/// <summary>Classic takes this operating system in this version.</summary>
/// <remarks>The list is the documentation's of October 2024, and its older ones. The service's own answer is the one that counts.</remarks>
internal sealed class OperatingSystemRule() : FilesRule("operating-system", PreflightSource.ClassicImport)
{
    private const string Ask = "Ask the service: SoftLayer_Virtual_Guest_Block_Device_Template_Group/getVhdImportSoftwareDescriptions";

    private static readonly string[] Current =
        ["DEBIAN_11_64", "DEBIAN_12_64", "REDHAT_8_64", "REDHAT_9_64", "UBUNTU_20_64", "UBUNTU_22_64", "UBUNTU_24_64", "CENTOS_9_64"];

    private static readonly string[] Former =
        ["DEBIAN_8_64", "DEBIAN_9_64", "DEBIAN_10_64", "REDHAT_6_64", "REDHAT_7_64", "UBUNTU_14_64", "UBUNTU_16_64", "UBUNTU_18_64", "CENTOS_6_64", "CENTOS_7_64", "CENTOS_8_64"];

    protected override async ValueTask<PreflightFinding> CheckAsync(PreflightSubject subject, GuestFiles files, CancellationToken cancellationToken)
    {
        if (await GuestOperatingSystem.ReadAsync(files, cancellationToken).ConfigureAwait(false) is not { } system)
        {
            return CannotTell("There is no /etc/os-release and no /etc/redhat-release that says it.", Ask);
        }

        var code = system.ReferenceCode(subject.Target);
        if (code is not null && Current.Contains(code))
        {
            return Ok($"{system.Name}: {code}.");
        }

        return code is not null && Former.Contains(code)
            ? Warn($"{system.Name}, {code}: taken once, but no longer on the documentation's list.", Ask)
            : Fail($"{system.Name} ({system.Id} {system.Version}) is on no list of what is taken.", Ask);
    }
}
