using IBMCloud.DiskImages.Preflight.Guest;

namespace IBMCloud.DiskImages.Preflight.Rules;

/// <summary>A program that the provisioning uses is installed.</summary>
/// <param name="name">The rule's name.</param>
/// <param name="what">What the program is.</param>
/// <param name="remedy">How to install it.</param>
/// <param name="paths">Where it may lie.</param>
internal sealed class ProgramRule(string name, string what, string remedy, params string[] paths) : FilesRule(name, PreflightSource.ClassicImport)
{
    protected override async ValueTask<PreflightFinding> CheckAsync(PreflightSubject subject, GuestFiles files, CancellationToken cancellationToken)
    {
        foreach (var path in paths)
        {
            if (await files.ExistsAsync(path, cancellationToken).ConfigureAwait(false))
            {
                return Ok($"{path} is there.");
            }
        }

        return paths.FirstOrDefault(files.IsElsewhere) is { } elsewhere
            ? CannotTell($"{elsewhere} lies on another file system, which was not looked into.", remedy)
            : Warn($"{what} is missing: there is no {paths[0]}.", remedy);
    }
}
