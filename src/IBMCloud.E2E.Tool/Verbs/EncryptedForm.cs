using System.Text.Json;
using IBMCloud.DiskImages;
using IBMCloud.E2E.Tool.Keys;
using IBMCloud.Luks;
using IBMCloud.Primitives;

namespace IBMCloud.E2E.Tool.Verbs;

/// <summary>A disk seen in an encrypted format, and what is worth saying about it.</summary>
/// <param name="Image">The bytes of the file, made while they are read.</param>
/// <param name="Summary">For people.</param>
/// <param name="WriteFacts">For programs.</param>
internal sealed record EncryptedForm(ImageSource Image, string Summary, Action<Utf8JsonWriter> WriteFacts) : IDisposable
{
    public static async ValueTask<EncryptedForm> LuksAsync(ImageSource disk, GivenKey key, LuksFormatOptions options, CancellationToken cancellationToken)
    {
        var layout = await LuksImage.PrepareAsync(disk, key.LuksPassphrase, options, cancellationToken).ConfigureAwait(false);
        var image = await LuksImage.OpenAsync(disk, layout, key.LuksPassphrase, cancellationToken).ConfigureAwait(false);
        return new EncryptedForm(image, LuksSummary(options), json => WriteLuks(json, options, layout));
    }

    public static async ValueTask<EncryptedForm> VhdAsync(ImageSource disk, GivenKey key, bool allowEncrypted, CancellationToken cancellationToken)
    {
        var options = new EncryptedVhdOptions { AllowEncryptedInput = allowEncrypted, ScanForZeroBlocks = true };
        EncryptedVhdLayout layout;
        try
        {
            layout = await EncryptedVhdImage.PrepareAsync(disk, key.VhdKey, options, cancellationToken).ConfigureAwait(false);
        }
        catch (ArgumentException error)
        {
            throw new ToolException(ExitCode.Usage, error.Message.Split(" (Parameter")[0], error);
        }

        return new EncryptedForm(
            EncryptedVhdImage.Open(disk, layout, key.VhdKey),
            $"Fingerprint of the key {layout.KeyFingerprint}, disk {layout.DiskSize:N0} bytes, id {layout.UniqueId}.",
            json =>
            {
                json.WriteString("keyFingerprint", layout.KeyFingerprint);
                json.WriteNumber("virtualSize", layout.DiskSize);
                json.WriteString("uniqueId", layout.UniqueId);
            });
    }

    public static async ValueTask<EncryptedForm> Qcow2Async(ImageSource disk, GivenKey key, bool allowEncrypted, LuksKdf.Pbkdf2 kdf, CancellationToken cancellationToken)
    {
        var options = new EncryptedQcow2Options { AllowEncryptedInput = allowEncrypted, ScanForZeroClusters = true, Iterations = kdf.Iterations, Uuid = Guid.NewGuid() };
        var layout = await EncryptedQcow2Image.PrepareAsync(disk, key.Qcow2Passphrase, options, cancellationToken).ConfigureAwait(false);
        return new EncryptedForm(
            await EncryptedQcow2Image.OpenAsync(disk, layout, key.Qcow2Passphrase, cancellationToken).ConfigureAwait(false),
            $"LUKS1 inside, UUID {options.Uuid}, {Describe(kdf)}.",
            json =>
            {
                json.WriteNumber("virtualSize", layout.SourceLength);
                json.WriteString("uuid", options.Uuid.Value);
                WriteKdf(json, kdf);
            });
    }

    /// <summary>What a LUKS container was made with, for people.</summary>
    public static string LuksSummary(LuksFormatOptions options) => $"UUID {options.Uuid}, {options.SectorSize}-byte sectors, {Describe(options.Kdf!)}.";

    /// <summary>What a LUKS container was made with, for programs.</summary>
    public static void WriteLuks(Utf8JsonWriter json, LuksFormatOptions options, LuksLayout layout)
    {
        json.WriteString("uuid", options.Uuid!.Value);
        json.WriteNumber("sectorSize", layout.SectorSize);
        json.WriteNumber("payloadOffset", layout.PayloadOffset);
        WriteKdf(json, options.Kdf!);
    }

    public void Dispose() => Image.Dispose();

    private static string Describe(LuksKdf kdf) => kdf switch
    {
        LuksKdf.Argon2id argon2 => $"argon2id ({argon2.Passes} passes, {argon2.MemoryKiB} KiB, {argon2.Lanes} {(argon2.Lanes == 1 ? "lane" : "lanes")})",
        LuksKdf.Pbkdf2 pbkdf2 => $"pbkdf2 ({pbkdf2.Iterations} iterations)",
        _ => kdf.ToString(),
    };

    private static void WriteKdf(Utf8JsonWriter json, LuksKdf kdf)
    {
        json.WriteStartObject("kdf");
        switch (kdf)
        {
            case LuksKdf.Argon2id argon2:
                json.WriteString("type", "argon2id");
                json.WriteNumber("iterations", argon2.Passes);
                json.WriteNumber("memoryKiB", argon2.MemoryKiB);
                json.WriteNumber("parallel", argon2.Lanes);
                break;
            case LuksKdf.Pbkdf2 pbkdf2:
                json.WriteString("type", "pbkdf2");
                json.WriteNumber("iterations", pbkdf2.Iterations);
                break;
        }

        json.WriteEndObject();
    }
}
