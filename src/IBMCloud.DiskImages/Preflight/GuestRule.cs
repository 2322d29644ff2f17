using IBMCloud.DiskImages.Preflight.Guest;

namespace IBMCloud.DiskImages.Preflight;

/// <summary>A rule about what is on the disk. Where that cannot be read, the finding is "cannot tell" and says why.</summary>
internal abstract class GuestRule(string name, string source) : PreflightRule(name, source)
{
    public sealed override async ValueTask<PreflightFinding> CheckAsync(PreflightSubject subject, CancellationToken cancellationToken)
    {
        if (subject.Guest is not { } guest)
        {
            return CannotTell("The disk in the image could not be opened.", "Mend what the findings above say first.");
        }

        try
        {
            return await CheckAsync(subject, guest, cancellationToken).ConfigureAwait(false);
        }
        catch (DiskImageException e)
        {
            return CannotTell(e.Message, "Look on the server that the image comes from.");
        }
    }

    protected abstract ValueTask<PreflightFinding> CheckAsync(PreflightSubject subject, GuestDisk guest, CancellationToken cancellationToken);
}

/// <summary>A rule about the files of the guest's root file system.</summary>
internal abstract class FilesRule(string name, string source) : GuestRule(name, source)
{
    protected sealed override ValueTask<PreflightFinding> CheckAsync(PreflightSubject subject, GuestDisk guest, CancellationToken cancellationToken) => guest.Files is { } files
        ? CheckAsync(subject, files, cancellationToken)
        : ValueTask.FromResult(CannotTell(guest.RootProblem, "Look on the server that the image comes from."));

    protected abstract ValueTask<PreflightFinding> CheckAsync(PreflightSubject subject, GuestFiles files, CancellationToken cancellationToken);
}
