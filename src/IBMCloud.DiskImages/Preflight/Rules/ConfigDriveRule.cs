using IBMCloud.DiskImages.Preflight.Guest;

namespace IBMCloud.DiskImages.Preflight.Rules;

/// <summary>cloud-init looks for the ConfigDrive that classic servers get.</summary>
internal sealed class ConfigDriveRule() : FilesRule("cloud-init-datasource", PreflightSource.ClassicImport)
{
    private const string Remedy = "Write 'datasource_list: [ ConfigDrive, NoCloud ]' to a file in /etc/cloud/cloud.cfg.d.";

    protected override async ValueTask<PreflightFinding> CheckAsync(PreflightSubject subject, GuestFiles files, CancellationToken cancellationToken)
    {
        var config = await CloudConfig.ReadAsync(files, cancellationToken).ConfigureAwait(false);
        return config.Find("datasource_list") switch
        {
            null => CannotTell("No configuration of cloud-init names its data sources; which it takes then differs by its version.", Remedy),
            ({ } path, { Items: null }) => CannotTell($"datasource_list in {PreflightText.Printable(path)} is written in a way that is not understood here.", Remedy),
            ({ } path, { Items: { } items }) => items.Contains("ConfigDrive")
                ? Ok($"datasource_list in {PreflightText.Printable(path)}: {string.Join(", ", items)}.")
                : Fail($"datasource_list in {PreflightText.Printable(path)} has no ConfigDrive: {PreflightText.Printable(string.Join(", ", items))}.", Remedy),
        };
    }
}
