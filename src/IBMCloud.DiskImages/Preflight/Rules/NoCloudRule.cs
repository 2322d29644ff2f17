using IBMCloud.DiskImages.Preflight.Guest;

namespace IBMCloud.DiskImages.Preflight.Rules;

/// <summary>cloud-init's data sources are not named, or NoCloud is the only one.</summary>
internal sealed class NoCloudRule() : FilesRule("cloud-init-datasource", PreflightSource.VpcImages)
{
    private const string Remedy = "Remove datasource_list from cloud-init's configuration, or write 'datasource_list: [ NoCloud ]'.";

    protected override async ValueTask<PreflightFinding> CheckAsync(PreflightSubject subject, GuestFiles files, CancellationToken cancellationToken)
    {
        var config = await CloudConfig.ReadAsync(files, cancellationToken).ConfigureAwait(false);
        return config.Find("datasource_list") switch
        {
            null => Ok("No configuration of cloud-init names its data sources."),
            ({ } path, { Items: null }) => CannotTell($"datasource_list in {PreflightText.Printable(path)} is written in a way that is not understood here.", Remedy),
            ({ } path, { Items: ["NoCloud"] }) => Ok($"datasource_list in {PreflightText.Printable(path)}: NoCloud."),
            ({ } path, { Items: { } items }) => Fail($"datasource_list in {PreflightText.Printable(path)} is not NoCloud alone: {PreflightText.Printable(string.Join(", ", items))}.", Remedy),
        };
    }
}
