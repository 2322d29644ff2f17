using IBMCloud.DiskImages.Preflight.Guest;

namespace IBMCloud.DiskImages.Preflight.Rules;

/// <summary>The ext file systems were unmounted: no journal holds changes that were not seen here.</summary>
internal sealed class CleanFileSystemsRule() : GuestRule("clean-file-systems", PreflightSource.Ext4)
{
    protected override ValueTask<PreflightFinding> CheckAsync(PreflightSubject subject, GuestDisk guest, CancellationToken cancellationToken)
    {
        var dirty = guest.Volumes.Where(volume => volume.Files?.Superblock.NeedsRecovery == true).ToList();
        return ValueTask.FromResult(
            !guest.Volumes.Any(volume => volume.Files is not null) ? CannotTell("No ext file system could be read.", "Shut the server down before its disk is exported.")
            : dirty.Count == 0 ? Ok("Every ext file system was unmounted.")
            : Warn($"The journal of {string.Join(", ", dirty)} holds changes that are not written yet: the findings may rest on older content.",
                "Shut the server down before its disk is exported."));
    }
}
