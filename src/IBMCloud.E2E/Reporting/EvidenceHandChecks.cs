using IBMCloud.Core;

namespace IBMCloud.E2E;

/// <summary>The commands by which anybody with the rights can check a report. Each prints what the report says it prints, and no key.</summary>
internal static class EvidenceHandChecks
{
    public static IReadOnlyList<HandCheck> Of(EvidenceReport report, IbmCloudEndpoints endpoints) => [.. Checks(report, endpoints)];

    /// <summary>A text as one word of a POSIX shell, whatever is in it.</summary>
    public static string Quote(string text) =>
        text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '/' or ':' or '@' or '%' or '+' or '=' or ',')
            ? text
            : $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static IEnumerable<HandCheck> Checks(EvidenceReport report, IbmCloudEndpoints endpoints)
    {
        var (keys, image, server) = (report.Keys, report.Image, report.Server);
        var region = IbmRegion.Parse(report.Run.Region);
        if (Crn.TryParse(keys.RootKeyCrn, out var rootKey))
        {
            var ask = $"curl -s -H \"Authorization: $TOKEN\" -H {Quote($"Bluemix-Instance: {rootKey.ServiceInstance}")}";
            var address = new Uri(endpoints.KeyProtect(region), $"api/v2/keys/{Uri.EscapeDataString(rootKey.Resource)}");
            yield return new("the root key is there and active (state 1)", $"{ask} {Quote(address.AbsoluteUri)} \\\n  | jq -r '.resources[0] | .crn, .state'", $"{keys.RootKeyCrn}\n1");
            if (keys.WrappedDataKeySha256 is { } wrapped)
            {
                yield return new("the wrapped data key in the journal is the one of this report", "jq -rj .facts.wrappedDataKey \"$JOURNAL\" | sha256sum | cut -d' ' -f1", wrapped);
            }

            if (keys.DataKeyFingerprint is { } fingerprint)
            {
                yield return new(
                    "the root key unwraps it to the key of the image (the VHD's header has the same fingerprint; the key itself is not printed)",
                    $"(head -c 32 /dev/zero; jq '{{ciphertext: .facts.wrappedDataKey}}' \"$JOURNAL\" \\\n  | {ask} -H 'Content-Type: application/json' -d @- {Quote($"{address.AbsoluteUri}/actions/unwrap")} \\\n  | jq -r .plaintext | base64 -d) | sha256sum | cut -d' ' -f1",
                    fingerprint);
            }
        }

        if (image is { Bucket: { } bucket, ObjectKey: { } key, ObjectETag: { } etag })
        {
            var address = Quote(new Uri(endpoints.ObjectStorage(region), $"{Uri.EscapeDataString(bucket)}/{Uri.EscapeDataString(key)}").AbsoluteUri);
            yield return new("the object is the one that was uploaded", $"curl -sI -H \"Authorization: $TOKEN\" {address} | tr -d '\\r\"' | sed -n 's/^etag: //Ip'", etag);
            if (image.ObjectSha256 is { } after)
            {
                yield return new("the object has this SHA-256", $"curl -s -H \"Authorization: $TOKEN\" {address} | sha256sum | cut -d' ' -f1", after);
            }
        }

        if (image is { DiskSha256: { } before, Format: "Raw" })
        {
            yield return new("the plain image has this SHA-256", "sha256sum < \"$IMAGE\" | cut -d' ' -f1", before);
        }
        else if (image is { DiskSha256: { } disk })
        {
            yield return new("the disk in the plain image has this SHA-256", "qemu-img convert -O raw \"$IMAGE\" disk.raw && sha256sum < disk.raw | cut -d' ' -f1", disk);
        }

        if (server.TemplateId is { } template)
        {
            yield return new("the image template is encrypted", $"{Classic($"SoftLayer_Virtual_Guest_Block_Device_Template_Group/{template}/isEncrypted.json")}", "true");
            if (server is { ServerId: { } id, TemplateGlobalIdentifier: { } uuid })
            {
                yield return new("the server was made from that template",
                    $"{Classic($"SoftLayer_Virtual_Guest/{id}/getObject.json?objectMask=mask[blockDeviceTemplateGroup[globalIdentifier]]")} \\\n  | jq -r .blockDeviceTemplateGroup.globalIdentifier", uuid);
            }
        }

        string Classic(string call) => $"curl -sg -u \"$CLASSIC\" {Quote(new Uri(endpoints.SoftLayer, call).AbsoluteUri)}";
    }
}
