using System.Globalization;
using IBMCloud.Core;
using IBMCloud.E2E.Tool.Keys;
using IBMCloud.ObjectStorage;
using IBMCloud.Primitives;

namespace IBMCloud.E2E.Tool.Configuration;

/// <summary>Makes the request of a run from the settings.</summary>
internal sealed class RequestSettings : IDisposable
{
    // Stand-ins for what is missing or wrong: so that all the rest can be judged in the same pass. They never get further, since the mistake is told first.
    private const string StandIn = "missing";
    private const string StandInDomain = "missing.example";
    private const string ObjectPrefix = "cos://";
    private const string TemplatePrefix = "template:";
    private const string ServerPrefix = "server:";
    private const int LongestUserData = 64 << 10;
    private static readonly int[] RootKeyLengths = [16, 24, 32];

    private readonly ToolConfiguration _settings;
    private SecretBytes? _rootKey;

    public RequestSettings(ToolConfiguration settings)
    {
        _settings = settings;
        Request = Read();
        settings.Mistakes(Request.FindMistakes());
    }

    public E2ERequest Request { get; }

    public void Dispose() => _rootKey?.Dispose();

    private E2ERequest Read() => new()
    {
        Name = _settings.Required(Settings.Name, StandIn),
        Image = Image(),
        Region = Region(_settings.Required(Settings.Region, StandIn), _settings.Find(Settings.Region)),
        OsReferenceCode = _settings.Required(Settings.OperatingSystem, StandIn),
        Profile = _settings.Choice(Settings.Profile, E2EProfile.ClassicVhd, E2EProfile.ClassicVhd, E2EProfile.ClassicLuks),
        DataKeyLength = _settings.Has(Settings.DataKeyLength) ? _settings.Number(Settings.DataKeyLength, 64) : null,
        Preflight = _settings.Choice(Settings.Preflight, PreflightPolicy.Enforce, PreflightPolicy.Enforce, PreflightPolicy.Report, PreflightPolicy.Skip),
        ResourceGroupId = _settings.Text(Settings.ResourceGroup),
        KeyProtectInstance = _settings.Text(Settings.KeyProtect),
        RootKey = RootKey(),
        KeepDataKey = _settings.Switch(Settings.KeepDataKey, false),
        ObjectStorageInstance = _settings.Text(Settings.ObjectStorage),
        Bucket = _settings.Text(Settings.Bucket),
        StorageClass = _settings.Choice(Settings.StorageClass, StorageClass.Smart, StorageClass.Smart, StorageClass.Standard, StorageClass.Vault, StorageClass.Cold),
        EncryptBucket = _settings.Switch(Settings.EncryptBucket, false),
        OverwriteObject = _settings.Switch(Settings.OverwriteObject, false),
        ImportingUserPolicy = _settings.Switch(Settings.ImportingUserPolicy, true),
        Byol = _settings.Switch(Settings.Byol, false),
        Audit = _settings.Switch(Settings.Audit, true),
        RollBack = _settings.Switch(Settings.RollBack, false) ? new TearDownOptions() : null,
        Server = Server(),
    };

    private ImageInput Image()
    {
        var text = _settings.Required(Settings.Image, StandIn);
        if (text.StartsWith(TemplatePrefix, StringComparison.Ordinal) || text.StartsWith(ServerPrefix, StringComparison.Ordinal))
        {
            return OfClassicInfrastructure(text);
        }

        if (!text.StartsWith(ObjectPrefix, StringComparison.Ordinal))
        {
            return ImageInput.File(_settings.PathOf(Settings.Image) ?? Path.GetFullPath(text));
        }

        if (text[ObjectPrefix.Length..].Split('/', 3) is [{ } region, { Length: > 0 } bucket, { Length: > 0 } key])
        {
            return ImageInput.BucketObject(Region(region, _settings.Find(Settings.Image)), bucket, key);
        }

        _settings.Mistake(_settings.Find(Settings.Image)!, text, "an object as cos://REGION/BUCKET/KEY");
        return ImageInput.File(StandIn);
    }

    private ImageInput OfClassicInfrastructure(string text)
    {
        if (long.TryParse(text.AsSpan(text.IndexOf(':', StringComparison.Ordinal) + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id > 0)
        {
            return text.StartsWith(TemplatePrefix, StringComparison.Ordinal) ? ImageInput.Template(id) : ImageInput.Server(id);
        }

        _settings.Mistake(_settings.Find(Settings.Image)!, text, "the number of an image template or server, as template:ID or server:ID");
        return ImageInput.File(StandIn);
    }

    private IbmRegion Region(string text, GivenValue? value)
    {
        if (IbmRegion.TryParse(text, out var region))
        {
            return region;
        }

        if (value is not null)
        {
            _settings.Mistake(value, text, "a region such as us-south");
        }

        return IbmRegion.UsSouth;
    }

    private RootKeyChoice RootKey()
    {
        if (_settings.Has(Settings.RootKey) && _settings.Has(Settings.RootKeyFile))
        {
            _settings.Mistake($"Both {_settings.Find(Settings.RootKey)!.Origin} and {_settings.Find(Settings.RootKeyFile)!.Origin} are set. Use a key that is there, or import one.");
        }
        else if (_settings.PathOf(Settings.RootKeyFile) is { } path)
        {
            _rootKey = SecretFile.Read(path, 1024);
            if (RootKeyLengths.Contains(_rootKey.Length))
            {
                return RootKeyChoice.Import(_rootKey);
            }

            _settings.Mistake($"'{path}' ({_settings.Find(Settings.RootKeyFile)!.Origin}) has {_rootKey.Length:N0} bytes; a root key to import has 16, 24 or 32 raw bytes.");
        }

        return _settings.Text(Settings.RootKey) is { Length: > 0 } key ? RootKeyChoice.Existing(key) : RootKeyChoice.Create;
    }

    private ServerRequest? Server()
    {
        if (!Settings.OfServer.Any(_settings.Has))
        {
            return null;
        }

        var defaults = new ServerRequest { Hostname = _settings.Required(Settings.Hostname, StandIn), Domain = _settings.Required(Settings.Domain, StandInDomain) };
        return defaults with
        {
            Datacenter = _settings.Text(Settings.Datacenter),
            Cpus = _settings.Number(Settings.Cpus, defaults.Cpus),
            MemoryMiB = _settings.Number(Settings.Memory, defaults.MemoryMiB),
            HourlyBilling = _settings.Switch(Settings.HourlyBilling, defaults.HourlyBilling),
            PrivateNetworkOnly = _settings.Switch(Settings.PrivateNetworkOnly, false),
            SshKeyIds = SshKeys(),
            UserData = UserData(),
        };
    }

    private List<long> SshKeys()
    {
        var ids = new List<long>();
        if (_settings.Find(Settings.SshKeys) is { } value)
        {
            foreach (var text in value.Values)
            {
                if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
                {
                    ids.Add(id);
                }
                else
                {
                    _settings.Mistake(value, text, "numbers: ids of SSH keys of the classic account");
                }
            }
        }

        return ids;
    }

    private string? UserData()
    {
        if (_settings.PathOf(Settings.UserDataFile) is not { } path)
        {
            return null;
        }

        try
        {
            if (new FileInfo(path).Length <= LongestUserData)
            {
                return File.ReadAllText(path);
            }

            _settings.Mistake($"'{path}' ({_settings.Find(Settings.UserDataFile)!.Origin}) is larger than {LongestUserData:N0} bytes. Let cloud-init fetch the rest.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            _settings.Mistake($"'{path}' ({_settings.Find(Settings.UserDataFile)!.Origin}) cannot be read: {error.Message}");
        }

        return null;
    }
}
