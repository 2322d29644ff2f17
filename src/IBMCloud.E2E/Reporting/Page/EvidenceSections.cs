using System.Globalization;

namespace IBMCloud.E2E;

/// <summary>Who, which keys, which image: the parts of the page that are tables of a name and a value.</summary>
internal static class EvidenceSections
{
    public static void Who(HtmlText html, EvidenceReport report)
    {
        var who = report.Identities;
        Open(html, "who", "Who", "Identities that acted, as IAM and classic infrastructure name them");
        Row(html, "Account", who.AccountId);
        Row(html, "Run by", who.CallerIamId);
        Row(html, "with the API key", who.CallerApiKeyId);
        Row(html, "Imported by", who.ImportingUserIamId);
        Row(html, "Service ID that reads object and key", who.ServiceId);
        Row(html, "its API key", who.ApiKeyId);
        Row(html, "Mark on everything that was made", report.Run.Marker);
        Close(html, "From the journal. An API key is named by its id: its value is in no record.");
    }

    public static void Keys(HtmlText html, EvidenceReport report)
    {
        var keys = report.Keys;
        Open(html, "keys", "Keys", "Which keys, by name, version and fingerprint");
        Row(html, "Key Protect instance", keys.KeyProtectInstanceCrn);
        Row(html, "Root key", keys.RootKeyCrn);
        Row(html, "Version of the root key", keys.RootKeyVersion);
        Row(html, "Data key", keys.DataKeyBits is { } bits ? string.Create(CultureInfo.InvariantCulture, $"{bits} bits, stored only wrapped") : null);
        Row(html, "SHA-256 of the wrapped data key", keys.WrappedDataKeySha256);
        Row(html, "Fingerprint of the data key", keys.DataKeyFingerprint);
        foreach (var id in keys.StandardKeyIds)
        {
            Row(html, "Kept in Key Protect as standard key", $"{id}: whoever may read it can decrypt");
        }

        foreach (var key in keys.FormerDataKeys)
        {
            Row(html, "Former data key, wrapped", string.Create(CultureInfo.InvariantCulture,
                $"SHA-256 {key.WrappedDataKeySha256}, by {key.RootKeyCrn}; copies of that time open with it{(key.TemplateId is { } template ? $", among them image template {template}" : "")}"));
        }

        Close(html, keys.DataKeyFingerprint is null
            ? "No key material is in this report."
            : "No key material is in this report. The fingerprint is SHA-256 of 32 zero bytes and the data key; the header of the encrypted VHD has it too.");
    }

    public static void Image(HtmlText html, EvidenceReport report)
    {
        var (image, server) = (report.Image, report.Server);
        Open(html, "image", "Image", "The image before and after, and what was made of it");
        Row(html, "Plain image", image.Source);
        Row(html, "Format", image.Format);
        Row(html, "Length of the disk in it", EvidenceWords.Bytes(image.DiskLength));
        Row(html, "SHA-256 of the disk", image.DiskSha256 ?? "not taken: a verification of the whole image takes it");
        Row(html, "Operating system", image.OsReferenceCode);
        Row(html, "Encrypted object", image is { Bucket: { } bucket, ObjectKey: { } key } ? $"{key} in bucket {bucket}, {report.Run.Region}" : null);
        Row(html, "Length of the object", EvidenceWords.Bytes(image.EncryptedLength));
        Row(html, "ETag of the object", image.ObjectETag);
        Row(html, "SHA-256 of the object", image.ObjectSha256 ?? "not taken: a verification of the whole image takes it");
        foreach (var parameter in image.Parameters)
        {
            Row(html, $"Encryption: {parameter.Name}", parameter.Value);
        }

        Row(html, "Image template", server.TemplateId is { } template ? string.Create(CultureInfo.InvariantCulture, $"{template} ({server.TemplateGlobalIdentifier}), {server.Datacenter}") : null);
        Row(html, "Server", server.ServerId?.ToString(CultureInfo.InvariantCulture));
        Close(html, "Lengths, ETag and parameters are from the journal; both SHA-256 from the last verification of the whole image.");
    }

    private static void Open(HtmlText html, string id, string title, string caption) => html.Add(
        $"<section id=\"{id}\" aria-labelledby=\"{id}-title\">\n<h2 id=\"{id}-title\">{title}</h2>\n<table class=\"pairs\">\n<caption>{caption}</caption>\n<tbody>\n");

    private static void Row(HtmlText html, string name, string? value) =>
        html.Add($"<tr><th scope=\"row\">{name}</th><td><span class=\"id\">{(string.IsNullOrEmpty(value) ? "–" : value)}</span></td></tr>\n");

    private static void Close(HtmlText html, string note) => html.Add($"</tbody>\n</table>\n<p class=\"soft\">{note}</p>\n</section>\n");
}
