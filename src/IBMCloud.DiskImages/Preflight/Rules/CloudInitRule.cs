using IBMCloud.DiskImages.Preflight.Guest;

namespace IBMCloud.DiskImages.Preflight.Rules;

/// <summary>cloud-init is installed in a version that the import takes.</summary>
internal sealed class CloudInitRule(string source, Version least) : FilesRule("cloud-init", source)
{
    private string Remedy => $"Install cloud-init {least} or newer in the image.";

    protected override async ValueTask<PreflightFinding> CheckAsync(PreflightSubject subject, GuestFiles files, CancellationToken cancellationToken)
    {
        var found = await CloudInitVersion.FindAsync(files, cancellationToken).ConfigureAwait(false);
        if (!found.IsInstalled)
        {
            return files.IsElsewhere("/usr") || files.IsElsewhere("/usr/bin") || files.IsElsewhere("/usr/lib")
                ? CannotTell("/usr is another file system, which was not looked into.", "Look on the server that the image comes from: cloud-init --version.")
                : Fail("cloud-init is not installed.", Remedy);
        }

        return found.Version is not { } version
            ? CannotTell($"cloud-init is installed ({found.Evidence}), but its version could not be found.", "Look on the server that the image comes from: cloud-init --version.")
            : version >= least
                ? Ok($"cloud-init {version} ({found.Evidence}).")
                : Fail($"cloud-init {version} ({found.Evidence}) is older than {least}.", Remedy);
    }
}
