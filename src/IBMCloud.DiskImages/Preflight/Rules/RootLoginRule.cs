using IBMCloud.DiskImages.Preflight.Guest;

namespace IBMCloud.DiskImages.Preflight.Rules;

/// <summary>cloud-init leaves root's login by SSH open, which classic servers are reached by.</summary>
internal sealed class RootLoginRule() : FilesRule("root-login", PreflightSource.ClassicImport)
{
    private const string Remedy = "Write 'disable_root: false' to a file in /etc/cloud/cloud.cfg.d, unless you log in as another user.";

    protected override async ValueTask<PreflightFinding> CheckAsync(PreflightSubject subject, GuestFiles files, CancellationToken cancellationToken)
    {
        var config = await CloudConfig.ReadAsync(files, cancellationToken).ConfigureAwait(false);
        return config.Find("disable_root") switch
        {
            null => Warn("No configuration of cloud-init has disable_root, and it closes root's login by itself.", Remedy),
            ({ } path, { Items: [var value] }) => IsFalse(value)
                ? Ok($"disable_root in {PreflightText.Printable(path)} is {value}.")
                : Warn($"disable_root in {PreflightText.Printable(path)} is {value}: root cannot log in.", Remedy),
            ({ } path, _) => CannotTell($"disable_root in {PreflightText.Printable(path)} is written in a way that is not understood here.", Remedy),
        };
    }

    private static bool IsFalse(string value) => value.ToLowerInvariant() is "false" or "0" or "no" or "off";
}
