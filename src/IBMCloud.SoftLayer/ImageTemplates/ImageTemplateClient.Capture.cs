using System.Text.Json;
using IBMCloud.Core;

namespace IBMCloud.SoftLayer;

/// <content>Templates from servers.</content>
public sealed partial class ImageTemplateClient
{
    /// <summary>
    /// Captures a server's boot disk as a template. The server is offline meanwhile. Add-on software must be removed from it first.
    /// </summary>
    /// <param name="guestId">The server.</param>
    /// <param name="name">Name of the template.</param>
    /// <param name="note">Free text; a marker here tells a template whose answer was lost from others of the same name.</param>
    /// <param name="cancellationToken">Ends the call; a capture that has begun goes on.</param>
    /// <returns>The new template; it is not ready yet: <see cref="WaitUntilReadyAsync"/>.</returns>
    /// <remarks>Where the answer is lost, the template is searched for by name and note; the capture is never sent twice.</remarks>
    /// <exception cref="IbmCloudException">The server has no disk to capture; a template of this name and note exists; or the service refused, failed or did not answer.</exception>
    public async Task<ImageTemplate> CaptureAsync(long guestId, string name, string note = "", CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(note);
        var guest = await _rest.GetAsync(
            new SoftLayerCall(VirtualGuestClient.Service, "getObject", guestId) { Mask = ObjectMask.Of(SoftLayerJson.Default.CapturedGuest) },
            SoftLayerJson.Default.CapturedGuest,
            cancellationToken).ConfigureAwait(false);
        var boot = guest?.BlockDevices?.FirstOrDefault(device => device.IsBootDisk) ?? throw new IbmCloudException(
            SoftLayerRest.ServiceName, $"{VirtualGuestClient.Service}/createArchiveTemplate",
            $"Server {guestId} has no boot disk: it is still being provisioned, or this user may not see its disks. Wait until it is provisioned.");
        return await CreateOnceAsync(
            $"{VirtualGuestClient.Service}/createArchiveTemplate",
            name,
            note,
            () => _rest.PostAsync(
                new SoftLayerCall(VirtualGuestClient.Service, "createArchiveTemplate", guestId) { AttemptTimeout = ImportTimeout },
                writer => Write(writer, name, boot.Id, note),
                SoftLayerJson.Default.ImageTemplate,
                cancellationToken),
            cancellationToken).ConfigureAwait(false);
    }

    private static void Write(Utf8JsonWriter writer, string name, long device, string note)
    {
        writer.WriteStringValue(name);
        writer.WriteStartArray();
        writer.WriteStartObject();
        writer.WriteNumber("id", device);
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteStringValue(note);
    }
}
