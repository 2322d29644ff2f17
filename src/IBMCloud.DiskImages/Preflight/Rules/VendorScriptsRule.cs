using IBMCloud.DiskImages.Preflight.Guest;

namespace IBMCloud.DiskImages.Preflight.Rules;

/// <summary>cloud-init runs the vendor's scripts: scripts-vendor is among its final modules.</summary>
internal sealed class VendorScriptsRule() : FilesRule("vendor-scripts", PreflightSource.VpcImages)
{
    private const string Remedy = "Add scripts-vendor to cloud_final_modules in /etc/cloud/cloud.cfg.";

    protected override async ValueTask<PreflightFinding> CheckAsync(PreflightSubject subject, GuestFiles files, CancellationToken cancellationToken)
    {
        var config = await CloudConfig.ReadAsync(files, cancellationToken).ConfigureAwait(false);
        return config.Find("cloud_final_modules") switch
        {
            null => CannotTell("No configuration of cloud-init has cloud_final_modules.", Remedy),
            ({ } path, { Items: null }) => CannotTell($"cloud_final_modules in {PreflightText.Printable(path)} is written in a way that is not understood here.", Remedy),

            // Newer versions write module names with an underscore.
            ({ } path, { Items: { } items }) => items.Any(item => item is "scripts-vendor" or "scripts_vendor")
                ? Ok($"cloud_final_modules in {PreflightText.Printable(path)} has scripts-vendor.")
                : Fail($"cloud_final_modules in {PreflightText.Printable(path)} has no scripts-vendor.", Remedy),
        };
    }
}
