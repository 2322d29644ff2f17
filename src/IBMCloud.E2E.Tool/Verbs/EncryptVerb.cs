using System.CommandLine;
using IBMCloud.E2E.Tool.Images;
using IBMCloud.E2E.Tool.Keys;
using IBMCloud.E2E.Tool.Terminal;
using IBMCloud.Luks;

namespace IBMCloud.E2E.Tool.Verbs;

/// <summary><c>encrypt INPUT OUTPUT</c>: a plain image as one that only the key's holder reads.</summary>
internal sealed class EncryptVerb
{
    private const string Luks2 = "luks2";
    private const string Luks1 = "luks1";
    private const string Vhd = "vhd";
    private const string Qcow2 = "qcow2";

    private readonly Argument<string> _input = new("INPUT") { Description = "The plain image: raw, VHD or qcow2, told apart by content; '-' reads a raw one from stdin (LUKS only, with --size)." };
    private readonly Argument<string> _output = new("OUTPUT") { Description = "The encrypted image ('-' writes to stdout). It appears whole or not at all." };
    private readonly Option<string> _format = new("--format") { Description = "luks2, luks1 (classic import of 2018), vhd (classic import) or qcow2 (VPC import).", HelpName = "luks2|luks1|vhd|qcow2", Required = true };
    private readonly KeyOptions _keys = new();
    private readonly Option<int?> _sectorSize = new("--sector-size") { Description = "LUKS2's encryption sector in bytes (512). With 4096 the disk's partition table has to be made for 4096-byte sectors.", HelpName = "512|4096" };
    private readonly KdfOptions _kdf = new();
    private readonly Option<long?> _size = new("--size") { Description = "Bytes that come through stdin.", HelpName = "BYTES" };
    private readonly Option<bool> _force = new("--force") { Description = "Replace OUTPUT where it exists." };
    private readonly Option<bool> _allowEncrypted = new("--allow-encrypted-input") { Description = "Encrypt an image that is encrypted already." };
    private readonly Option<bool> _json = new("--json") { Description = "Print the result as one JSON object." };

    private EncryptVerb() => _format.AcceptOnlyFromAmong(Luks2, Luks1, Vhd, Qcow2);

    public static Command Create()
    {
        var verb = new EncryptVerb();
        var command = new Command("encrypt", "Encrypt an image with your key.") { verb._input, verb._output, verb._format };
        verb._keys.AddTo(command);
        command.Add(verb._sectorSize);
        verb._kdf.AddTo(command);
        command.Add(verb._size);
        command.Add(verb._force);
        command.Add(verb._allowEncrypted);
        command.Add(verb._json);
        command.SetAction(verb.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var (input, output, format) = (parsed.GetRequiredValue(_input), parsed.GetRequiredValue(_output), parsed.GetRequiredValue(_format));
        var force = parsed.GetValue(_force);
        ImageOutput.Check(output, force, input, _keys.Path(parsed));
        RefuseWhatDoesNotFit(parsed, input, format);
        using var key = _keys.Read(parsed);
        if (input == StandardInput.Name)
        {
            return await RunPipeAsync(parsed, output, format, key, cancellationToken).ConfigureAwait(false);
        }

        var plain = await InputImage.OpenPlainAsync(input, parsed.GetValue(_allowEncrypted),
            "Decrypt it first (ibmcloud-e2e decrypt), or give --allow-encrypted-input if encrypting twice is meant.", cancellationToken).ConfigureAwait(false);
        await using (plain.ConfigureAwait(false))
        {
            using var form = await OpenAsync(parsed, format, plain, key, cancellationToken).ConfigureAwait(false);
            await ImageOutput.WriteAsync(form.Image, output, force, keepHoles: false, cancellationToken).ConfigureAwait(false);
            Result.Write(output, parsed.GetValue(_json),
                () => $"Encrypted '{input}' ({FormatName.Of(plain.Format)}, {plain.Disk.Length:N0} bytes) as {ImageOutput.Name(output)} ({format}, {form.Image.Length:N0} bytes). {form.Summary}",
                json =>
                {
                    json.WriteString("input", input);
                    json.WriteString("inputFormat", FormatName.Of(plain.Format));
                    json.WriteNumber("diskSize", plain.Disk.Length);
                    json.WriteString("output", output);
                    json.WriteString("format", format);
                    json.WriteNumber("outputSize", form.Image.Length);
                    form.WriteFacts(json);
                });
        }

        return ExitCode.Done;
    }

    private async Task<int> RunPipeAsync(ParseResult parsed, string output, string format, GivenKey key, CancellationToken cancellationToken)
    {
        var size = parsed.GetValue(_size)!.Value;
        var options = await LuksOptionsAsync(parsed, format, cancellationToken).ConfigureAwait(false);
        var layout = await PipeEncryption.RunAsync(output, parsed.GetValue(_force), size, key, options, cancellationToken).ConfigureAwait(false);
        Result.Write(output, parsed.GetValue(_json),
            () => $"Encrypted {size:N0} bytes from stdin as {ImageOutput.Name(output)} ({format}, {layout.ContainerLength:N0} bytes). {EncryptedForm.LuksSummary(options)}",
            json =>
            {
                json.WriteString("input", StandardInput.Name);
                json.WriteString("inputFormat", "raw");
                json.WriteNumber("diskSize", size);
                json.WriteString("output", output);
                json.WriteString("format", format);
                json.WriteNumber("outputSize", layout.ContainerLength);
                EncryptedForm.WriteLuks(json, options, layout);
            });
        return ExitCode.Done;
    }

    private void RefuseWhatDoesNotFit(ParseResult parsed, string input, string format)
    {
        if (input == StandardInput.Name)
        {
            if (format is Vhd or Qcow2)
            {
                throw ToolException.Usage($"What comes through stdin cannot be looked at ahead, and {format} needs that. Give a file, or encrypt with LUKS.");
            }

            if (parsed.GetValue(_size) is null || _keys.Path(parsed) == StandardInput.Name)
            {
                throw ToolException.Usage("An image from stdin needs --size, its bytes in all, and its key in a file.");
            }
        }
        else if (parsed.GetValue(_size) is not null)
        {
            throw ToolException.Usage("--size is for an image from stdin; a file has its own. Leave it out.");
        }

        if (parsed.GetValue(_sectorSize) is { } size && (size is not (512 or 4096) || (size != 512 && format != Luks2)))
        {
            throw ToolException.Usage($"--sector-size {size} does not fit {format}: luks2 takes 512 or 4096, every other format has 512.");
        }

        if (format == Vhd)
        {
            _kdf.RefuseFor(parsed, "an encrypted VHD");
        }
    }

    private async ValueTask<EncryptedForm> OpenAsync(ParseResult parsed, string format, InputImage plain, GivenKey key, CancellationToken cancellationToken)
    {
        var allowEncrypted = parsed.GetValue(_allowEncrypted);
        if (format == Vhd)
        {
            return await EncryptedForm.VhdAsync(plain.Disk, key, allowEncrypted, cancellationToken).ConfigureAwait(false);
        }

        if (format == Qcow2)
        {
            _ = key.Qcow2Passphrase;
            var kdf = await _kdf.ReadAsync(parsed, format, hasArgon2: false, cancellationToken).ConfigureAwait(false);
            return await EncryptedForm.Qcow2Async(plain.Disk, key, allowEncrypted, (LuksKdf.Pbkdf2)kdf, cancellationToken).ConfigureAwait(false);
        }

        var options = await LuksOptionsAsync(parsed, format, cancellationToken).ConfigureAwait(false);
        return await EncryptedForm.LuksAsync(plain.Disk, key, options, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<LuksFormatOptions> LuksOptionsAsync(ParseResult parsed, string format, CancellationToken cancellationToken) => new()
    {
        Version = format == Luks1 ? LuksVersion.Luks1 : LuksVersion.Luks2,
        SectorSize = parsed.GetValue(_sectorSize) ?? 512,
        Kdf = await _kdf.ReadAsync(parsed, format, hasArgon2: format == Luks2, cancellationToken).ConfigureAwait(false),
        Uuid = Guid.NewGuid(),
        AllowEncryptedInput = parsed.GetValue(_allowEncrypted),
    };
}
