using System.CommandLine;
using System.Security.Cryptography;
using IBMCloud.Luks;

namespace IBMCloud.E2E.Tool.Verbs;

/// <summary>The options that choose the key derivation of a LUKS keyslot and its cost.</summary>
internal sealed class KdfOptions
{
    private const string Argon2id = "argon2id";
    private const string Pbkdf2 = "pbkdf2";

    // What readers take by default: a container that this tool would not open is not written.
    private static readonly LuksOpenOptions Readers = new();

    private readonly Option<string> _kdf = new("--kdf") { Description = "Key derivation of the keyslot: argon2id (LUKS2's default) or pbkdf2 (LUKS1 and qcow2 have no other).", HelpName = "argon2id|pbkdf2" };
    private readonly Option<int?> _iterations = new("--kdf-iterations") { Description = "Passes of argon2id (4) or iterations of pbkdf2 (100000). The defaults fit random keys.", HelpName = "N" };
    private readonly Option<int?> _memory = new("--kdf-memory") { Description = "Memory of argon2id in KiB (65536).", HelpName = "KIB" };
    private readonly Option<int?> _parallel = new("--kdf-parallel") { Description = "Lanes of argon2id (1).", HelpName = "N" };
    private readonly Option<int?> _time = new("--kdf-time") { Description = "Choose the cost so that opening takes this long here, as cryptsetup does: for passphrases that people choose.", HelpName = "MS" };

    public KdfOptions() => _kdf.AcceptOnlyFromAmong(Argon2id, Pbkdf2);

    private Option[] All => [_kdf, _iterations, _memory, _parallel, _time];

    public void AddTo(Command command)
    {
        foreach (var option in All)
        {
            command.Add(option);
        }
    }

    /// <summary>Whether any of the options was given.</summary>
    public bool IsGiven(ParseResult parsed) => All.Any(option => parsed.GetResult(option) is not null);

    /// <summary>Refuses all of the options for a format without a keyslot.</summary>
    public void RefuseFor(ParseResult parsed, string format)
    {
        foreach (var option in All)
        {
            if (parsed.GetResult(option) is not null)
            {
                throw ToolException.Usage($"{option.Name} is for LUKS keyslots; {format} has none. Leave it out.");
            }
        }
    }

    /// <summary>What was chosen.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="format">The format, as the user named it.</param>
    /// <param name="hasArgon2">Whether the format knows Argon2.</param>
    /// <param name="cancellationToken">Ends the measuring of <c>--kdf-time</c> early.</param>
    public async ValueTask<LuksKdf> ReadAsync(ParseResult parsed, string format, bool hasArgon2, CancellationToken cancellationToken)
    {
        var kdf = parsed.GetValue(_kdf) ?? (hasArgon2 ? Argon2id : Pbkdf2);
        if (kdf == Argon2id && !hasArgon2)
        {
            throw ToolException.Usage($"{format} has no argon2id. Give --kdf pbkdf2, or leave it out.");
        }

        var iterations = parsed.GetValue(_iterations);
        var time = parsed.GetValue(_time) is { } milliseconds ? TimeSpan.FromMilliseconds(Between(_time, milliseconds, 10, 60_000)) : (TimeSpan?)null;
        if (time is not null && iterations is not null)
        {
            throw ToolException.Usage("--kdf-time finds the iterations. Give it or --kdf-iterations.");
        }

        if (kdf == Pbkdf2)
        {
            RefuseArgon2Cost(parsed);
            return time is not null
                ? await LuksKdfBenchmark.Pbkdf2Async(HashAlgorithmName.SHA256, time, cancellationToken).ConfigureAwait(false)
                : new LuksKdf.Pbkdf2(Between(_iterations, iterations ?? 100_000, 1000, Readers.MaxPbkdf2Iterations));
        }

        var defaults = new LuksKdf.Argon2id();
        var lanes = Between(_parallel, parsed.GetValue(_parallel) ?? defaults.Lanes, 1, time is null ? 64 : 4);
        var memory = Between(_memory, parsed.GetValue(_memory) ?? defaults.MemoryKiB, Math.Max(time is null ? 32 : 64, 8 * lanes), Readers.MaxKdfMemoryKiB);
        return time is not null
            ? await LuksKdfBenchmark.Argon2idAsync(time, parsed.GetValue(_memory) is null ? null : memory, parsed.GetValue(_parallel), cancellationToken).ConfigureAwait(false)
            : new LuksKdf.Argon2id(Between(_iterations, iterations ?? defaults.Passes, 1, Readers.MaxKdfWork / memory), memory, lanes);
    }

    private void RefuseArgon2Cost(ParseResult parsed)
    {
        foreach (var option in (Option[])[_memory, _parallel])
        {
            if (parsed.GetResult(option) is not null)
            {
                throw ToolException.Usage($"{option.Name} is for argon2id; pbkdf2 knows iterations only. Leave it out.");
            }
        }
    }

    private static int Between(Option option, int value, int least, long most) =>
        value >= least && value <= most ? value : throw ToolException.Usage($"{option.Name} is {value:N0}; with the other options it may be {least:N0} to {most:N0}.");
}
