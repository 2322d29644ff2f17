using System.CommandLine;
using System.Text.Json;
using IBMCloud.E2E.Tool.Images;
using IBMCloud.E2E.Tool.Keys;
using IBMCloud.E2E.Tool.Terminal;
using IBMCloud.Luks;

namespace IBMCloud.E2E.Tool.Verbs;

/// <summary><c>luks …</c>: keyslots and headers of a container. The data are never touched.</summary>
internal static class LuksVerbs
{
    private static readonly Option<bool> Json = new("--json") { Description = "Print the result as one JSON object.", Recursive = true };

    public static Command Create() => new("luks", "Change the keyslots of a LUKS container, back its header up and restore it.")
    {
        Json,
        KeyslotVerb.Create("add-key", "Let another key open the container too.", static (keyslots, old, added, options, cancel) => keyslots.AddAsync(old, added, options, cancel)),
        KeyslotVerb.Create("change-key", "Give the keyslot of a key to another key.", static (keyslots, old, added, options, cancel) => keyslots.ChangeAsync(old, added, options, cancel)),
        TestKey(),
        RemoveKey(),
        BackupHeader(),
        RestoreHeader(),
        Repair(),
        Erase(),
    };

    /// <summary>Says what was done to a container.</summary>
    public static int Say(ParseResult parsed, string text, Action<Utf8JsonWriter> members)
    {
        Result.Write(parsed.GetValue(Json), () => text, members);
        return ExitCode.Done;
    }

    public static Argument<string> Container() => new("CONTAINER") { Description = "A LUKS container, a detached header or a header backup. It is changed in place." };

    private static Command TestKey()
    {
        var container = Container();
        var keys = new KeyOptions();
        var command = new Command("test-key", "Tell which keyslot a key opens; ends with 3 where none does.") { container };
        keys.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            using var key = keys.Read(parsed);
            using var file = InputImage.OpenFile(parsed.GetRequiredValue(container));
            using var opened = await LuksContainer.OpenAsync(file, key.LuksPassphrase, cancellationToken: cancel).ConfigureAwait(false);
            return Say(parsed, $"Keyslot {opened.Keyslot} opens.", json => json.WriteNumber("keyslot", opened.Keyslot));
        });
        return command;
    }

    private static Command RemoveKey()
    {
        var container = Container();
        var number = new Option<int>("--keyslot") { Description = "Its number: luks test-key tells it.", HelpName = "N", Required = true };
        var command = new Command("remove-key", "Overwrite a keyslot, so that its key opens the container no more. The last one is refused.") { container, number };
        command.SetAction(async (parsed, cancel) =>
        {
            var keyslot = parsed.GetRequiredValue(number);
            using var keyslots = LuksKeyslots.Open(parsed.GetRequiredValue(container));
            await keyslots.RemoveAsync(keyslot, cancel).ConfigureAwait(false);
            return Say(parsed, $"Keyslot {keyslot} is removed.", json => json.WriteNumber("keyslot", keyslot));
        });
        return command;
    }

    private static Command BackupHeader()
    {
        var container = Container();
        var backup = new Argument<string>("BACKUP") { Description = "The new file. Keep it as safe as the container." };
        var command = new Command("backup-header", "Copy header and keyslots to a file, as cryptsetup luksHeaderBackup does.") { container, backup };
        command.SetAction(async (parsed, cancel) =>
        {
            var path = parsed.GetRequiredValue(backup);
            using var file = InputImage.OpenFile(parsed.GetRequiredValue(container));
            await LuksHeaderBackup.CreateAsync(file, path, cancel).ConfigureAwait(false);
            return Say(parsed, $"The header is in '{path}'.", json => json.WriteString("backup", path));
        });
        return command;
    }

    private static Command RestoreHeader()
    {
        var container = Container();
        var backup = new Argument<string>("BACKUP") { Description = "What backup-header or cryptsetup luksHeaderBackup wrote." };
        var force = new Option<bool>("--force") { Description = "Restore over the good header of another container: then its data are lost." };
        var command = new Command("restore-header", "Write header and keyslots back from a backup.") { container, backup, force };
        command.SetAction(async (parsed, cancel) =>
        {
            var path = parsed.GetRequiredValue(container);
            using var file = InputImage.OpenFile(parsed.GetRequiredValue(backup));
            await LuksHeaderBackup.RestoreAsync(path, file, parsed.GetValue(force), cancel).ConfigureAwait(false);
            return Say(parsed, $"The header of '{path}' is restored.", json => json.WriteString("container", path));
        });
        return command;
    }

    private static Command Repair()
    {
        var container = Container();
        var command = new Command("repair", "Write a damaged copy of a LUKS2 header anew from the good one.") { container };
        command.SetAction(async (parsed, cancel) =>
        {
            using var keyslots = LuksKeyslots.Open(parsed.GetRequiredValue(container));
            var repaired = await keyslots.RepairAsync(cancel).ConfigureAwait(false);
            return Say(parsed, repaired ? "The damaged copy is written anew." : "Nothing is to be repaired.", json => json.WriteBoolean("repaired", repaired));
        });
        return command;
    }

    private static Command Erase()
    {
        var container = Container();
        var force = new Option<bool>("--force") { Description = "Needed: without a backup of the header the data are lost for ever." };
        var command = new Command("erase", "Overwrite every keyslot: crypto-shredding.") { container, force };
        command.SetAction(async (parsed, cancel) =>
        {
            var path = parsed.GetRequiredValue(container);
            if (!parsed.GetValue(force))
            {
                throw ToolException.Usage($"Without a backup of its header the data in '{path}' are lost for ever. If that is meant, give --force.");
            }

            using var keyslots = LuksKeyslots.Open(path);
            await keyslots.EraseAsync(cancel).ConfigureAwait(false);
            return Say(parsed, $"No keyslot of '{path}' is left.", json => json.WriteString("container", path));
        });
        return command;
    }
}
