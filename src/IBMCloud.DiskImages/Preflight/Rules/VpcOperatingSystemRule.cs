using IBMCloud.DiskImages.Preflight.Guest;

namespace IBMCloud.DiskImages.Preflight.Rules;

/// <summary>VPC has a name for this operating system. Which ones it has, only the service says.</summary>
internal sealed class VpcOperatingSystemRule() : FilesRule("operating-system", PreflightSource.VpcImages)
{
    private const string Ask = "Ask the service: GET /operating_systems";

    protected override async ValueTask<PreflightFinding> CheckAsync(PreflightSubject subject, GuestFiles files, CancellationToken cancellationToken)
    {
        var system = await GuestOperatingSystem.ReadAsync(files, cancellationToken).ConfigureAwait(false);
        return system is null
            ? CannotTell("There is no /etc/os-release and no /etc/redhat-release that says it.", Ask)
            : CannotTell($"{system.Name}{(system.ReferenceCode(subject.Target) is { } name ? $", by the pattern of the known names {name}" : "")}; the list of what is taken is the service's.", Ask);
    }
}
