using System.Collections.Frozen;

namespace IBMCloud.Emulator.Access;

/// <summary>Key Protect's roles and actions (spec iam-keyprotect §7).</summary>
internal static class KeyProtectRoles
{
    public const string List = "kms.secrets.list";
    public const string ReadMetadata = "kms.secrets.readmetadata";
    public const string ReadPayload = "kms.secrets.read";
    public const string Create = "kms.secrets.create";
    public const string Wrap = "kms.secrets.wrap";
    public const string Unwrap = "kms.secrets.unwrap";
    public const string Rewrap = "kms.secrets.rewrap";
    public const string Rotate = "kms.secrets.rotate";
    public const string Sync = "kms.secrets.sync";
    public const string Enable = "kms.secrets.enable";
    public const string Disable = "kms.secrets.disable";
    public const string Delete = "kms.secrets.delete";
    public const string Restore = "kms.secrets.restore";
    public const string Patch = "kms.secrets.patch";
    public const string Purge = "kms.secrets.purge";
    public const string SetForDeletion = "kms.secrets.setkeyfordeletion";
    public const string UnsetForDeletion = "kms.secrets.unsetkeyfordeletion";
    public const string ImportTokenCreate = "kms.importtoken.create";
    public const string ImportTokenRead = "kms.importtoken.read";
    public const string AliasWrite = "kms.secrets.alias";
    public const string RingList = "kms.keyrings.list";
    public const string RingCreate = "kms.keyrings.create";
    public const string RingDelete = "kms.keyrings.delete";
    public const string PolicyRead = "kms.policies.read";
    public const string PolicyWrite = "kms.policies.write";
    public const string InstancePolicyRead = "kms.instancepolicies.read";
    public const string InstancePolicyWrite = "kms.instancepolicies.write";
    public const string RegistrationList = "kms.registrations.list";
    public const string RegistrationWrite = "kms.registrations.write";

    private static readonly string[] Reader = [List, ReadMetadata, Wrap, Unwrap, Rewrap, RegistrationList, RingList];
    private static readonly string[] ReaderPlus = [.. Reader, ReadPayload];

    private static readonly string[] Writer =
    [
        .. ReaderPlus, Create, Rotate, Sync, ImportTokenCreate, ImportTokenRead, AliasWrite, SetForDeletion, UnsetForDeletion, RingCreate,
    ];

    private static readonly string[] Manager =
    [
        .. Writer, Enable, Disable, Delete, Restore, Patch, RingDelete, PolicyRead, PolicyWrite, InstancePolicyRead, InstancePolicyWrite,
    ];

    public static FrozenDictionary<string, string[]> Actions { get; } = new Dictionary<string, string[]>
    {
        ["Reader"] = Reader,
        ["ReaderPlus"] = ReaderPlus,
        ["Writer"] = Writer,
        ["Manager"] = Manager,

        // Additive and separate: a Manager cannot purge without it.
        ["KeyPurge"] = [Purge],
    }.ToFrozenDictionary();
}
