namespace IBMCloud.E2E.Tool.Configuration;

/// <summary>Everything that may be set, in the order of help and documentation.</summary>
internal static class Settings
{
    public static readonly Setting Name = new("name", SettingKind.Text, "NAME", "Name of the run, and stem of the names of all that it makes.");
    public static readonly Setting Journals = new("journals", SettingKind.Path, "FOLDER|cos://REGION/BUCKET", "Where the journals of runs are kept: a folder, or a bucket that is there; without it, in your local application data.");

    public static readonly Setting Endpoints = new("endpoints", SettingKind.Text, "public|private|FILE", "Where the services are: public (the default), private, or the file that 'emulator --save' wrote.");
    public static readonly Setting ApiKeyFile = new("apiKeyFile", SettingKind.Path, "FILE", "File with the IBM Cloud API key: its text, or the JSON that the console lets you download.");
    public static readonly Setting ClassicUser = new("classicUser", SettingKind.Text, "USER", "Classic infrastructure user that imports and orders; without it, the user of the API key.");
    public static readonly Setting ClassicKeyFile = new("classicKeyFile", SettingKind.Path, "FILE", "File with the classic user's API key.");
    public static readonly Setting CloudLogs = new("cloudLogs", SettingKind.List, "URL", "IBM Cloud Logs instances that get the account's audit events.");
    public static readonly Setting PollInterval = new("pollInterval", SettingKind.Duration, "TIME", "Time between two looks at an import or a server (10s).");
    public static readonly Setting Deadline = new("deadline", SettingKind.Duration, "TIME", "Longest wait for an import or a server (2h).");
    public static readonly Setting PolicySettlingTime = new("policySettlingTime", SettingKind.Duration, "TIME", "Time that new policies get before the import relies on them (30s).");
    public static readonly Setting UploadParallelism = new("uploadParallelism", SettingKind.Number, "N", "Parts of the upload in flight, 1 to 64 (4).");

    public static readonly Setting Image = new("image", SettingKind.Path, "FILE|cos://REGION/BUCKET/KEY|template:ID|server:ID", "The plain image: a file or an object (raw, VHD or qcow2), an image template, or a server to capture.");
    public static readonly Setting Region = new("region", SettingKind.Text, "REGION", "Region of keys, bucket and import, for example us-south.");
    public static readonly Setting OperatingSystem = new("operatingSystem", SettingKind.Text, "CODE", "Operating system in the image, for example DEBIAN_12_64.");
    public static readonly Setting Profile = new("profile", SettingKind.Choice, "classic-vhd|classic-luks", "Form of the encrypted image: encrypted VHD (the default), or LUKS, the flow of 2018.");
    public static readonly Setting DataKeyLength = new("dataKeyLength", SettingKind.Number, "32|64", "Bytes of the data key; without it, 64 for a VHD and 32 for LUKS.");
    public static readonly Setting Preflight = new("preflight", SettingKind.Choice, "enforce|report|skip", "What to do where the image has something that the import or the server would not take (enforce).");
    public static readonly Setting ResourceGroup = new("resourceGroup", SettingKind.Text, "ID", "Resource group of new instances; without it, the account's default one.");
    public static readonly Setting KeyProtect = new("keyProtect", SettingKind.Text, "CRN|GUID", "Key Protect instance to use; without it, one is found or made.");
    public static readonly Setting RootKey = new("rootKey", SettingKind.Text, "ID|ALIAS", "Root key to use; without it, one is found or made.");
    public static readonly Setting RootKeyFile = new("rootKeyFile", SettingKind.Path, "FILE", "File with 16, 24 or 32 raw bytes to import as the root key.");
    public static readonly Setting KeepDataKey = new("keepDataKey", SettingKind.Switch, "true|false", "Keep the data key in Key Protect as a standard key too: whoever may read that key opens the image (false).");
    public static readonly Setting ObjectStorage = new("objectStorage", SettingKind.Text, "CRN|GUID", "Object Storage instance to use; without it, one is found or made.");
    public static readonly Setting Bucket = new("bucket", SettingKind.Text, "NAME", "Bucket to use or make; without it, one is named after the run.");
    public static readonly Setting StorageClass = new("storageClass", SettingKind.Choice, "smart|standard|vault|cold", "Class of a bucket that is made (smart).");
    public static readonly Setting EncryptBucket = new("encryptBucket", SettingKind.Switch, "true|false", "Encrypt a bucket that is made with the root key, too (false).");
    public static readonly Setting OverwriteObject = new("overwriteObject", SettingKind.Switch, "true|false", "Replace an object of the same name that is no upload of this run (false).");
    public static readonly Setting ImportingUserPolicy = new("importingUserPolicy", SettingKind.Switch, "true|false", "Let the importing user view and read Key Protect (true).");
    public static readonly Setting Byol = new("byol", SettingKind.Switch, "true|false", "The operating system's licence is your own; encrypted Red Hat images need it (false).");
    public static readonly Setting Audit = new("audit", SettingKind.Switch, "true|false", "Read the events of what was made at the end (true).");
    public static readonly Setting RollBack = new("rollBack", SettingKind.Switch, "true|false", "Remove what the run made when a step fails; keys stay (false: it is kept, and resume goes on).");

    public static readonly Setting Hostname = new("server.hostname", SettingKind.Text, "NAME", "Order a server of this host name; without any server setting the run ends with the image template.");
    public static readonly Setting Domain = new("server.domain", SettingKind.Text, "DOMAIN", "Its domain, for example example.com.");
    public static readonly Setting Datacenter = new("server.datacenter", SettingKind.Text, "NAME", "Its datacenter; without it, the template's.");
    public static readonly Setting Cpus = new("server.cpus", SettingKind.Number, "N", "Its virtual CPUs (1).");
    public static readonly Setting Memory = new("server.memory", SettingKind.Number, "MIB", "Its memory in MiB (2048).");
    public static readonly Setting HourlyBilling = new("server.hourlyBilling", SettingKind.Switch, "true|false", "Billed by the hour (true), or by the month.");
    public static readonly Setting PrivateNetworkOnly = new("server.privateNetworkOnly", SettingKind.Switch, "true|false", "No public network (false).");
    public static readonly Setting SshKeys = new("server.sshKeys", SettingKind.List, "ID", "Ids of SSH keys of the classic account.");
    public static readonly Setting UserDataFile = new("server.userDataFile", SettingKind.Path, "FILE", "User data for cloud-init; no secrets in it.");

    /// <summary>Which run.</summary>
    public static IReadOnlyList<Setting> OfRun { get; } = [Name, Journals];

    /// <summary>Where the cloud is, who calls, and how patient to be.</summary>
    public static IReadOnlyList<Setting> OfCloud { get; } =
        [Endpoints, ApiKeyFile, ClassicUser, ClassicKeyFile, CloudLogs, PollInterval, Deadline, PolicySettlingTime, UploadParallelism];

    /// <summary>The server to order.</summary>
    public static IReadOnlyList<Setting> OfServer { get; } =
        [Hostname, Domain, Datacenter, Cpus, Memory, HourlyBilling, PrivateNetworkOnly, SshKeys, UserDataFile];

    /// <summary>What is wanted.</summary>
    public static IReadOnlyList<Setting> OfRequest { get; } =
    [
        Image, Region, OperatingSystem, Profile, DataKeyLength, Preflight, ResourceGroup, KeyProtect, RootKey, RootKeyFile, KeepDataKey, ObjectStorage, Bucket, StorageClass,
        EncryptBucket, OverwriteObject, ImportingUserPolicy, Byol, Audit, RollBack, .. OfServer,
    ];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Setting> All { get; } = [.. OfRun, .. OfCloud, .. OfRequest];
}
