using IBMCloud.Core;
using IBMCloud.KeyProtect.Wire;

namespace IBMCloud.KeyProtect;

/// <summary>Reads keys as the service writes them.</summary>
internal static class KeyReading
{
    public static Key Read(KeyWire? wire, string service, string operation)
    {
        if (string.IsNullOrEmpty(wire?.Id) || !Crn.TryParse(wire.Crn, out var crn))
        {
            throw new IbmCloudException(service, operation, $"{service} answered '{operation}' with a key that has no id or CRN. Check that the configured endpoint is {service}.");
        }

        return new Key
        {
            Id = wire.Id,
            Crn = crn,
            Name = wire.Name ?? "",
            Description = string.IsNullOrEmpty(wire.Description) ? null : wire.Description,
            Aliases = wire.Aliases ?? [],
            State = (KeyState)wire.State,
            IsRootKey = !wire.Extractable,
            IsImported = wire.Imported,
            KeyRing = wire.KeyRing ?? "default",
            CurrentVersion = Version(wire.Version),
            CreatedAt = wire.CreatedAt,
            CreatedBy = wire.CreatedBy,
            UpdatedAt = wire.UpdatedAt,
            RotatedAt = wire.RotatedAt,
            ExpiresAt = wire.ExpiresAt,
            Deletion = Deletion(wire),
            NeedsDualAuthorization = wire.DualAuthorization?.Enabled ?? false,
            IsSetForDeletion = wire.DualAuthorization?.SetForDeletion ?? false,
            RotationMonths = wire.Rotation is { Enabled: not false } rotation ? rotation.Months : null,
        };
    }

    public static KeyVersion? Version(KeyVersionWire? wire) => string.IsNullOrEmpty(wire?.Id) ? null : new KeyVersion(wire.Id, wire.CreatedAt);

    private static KeyDeletionTimes? Deletion(KeyWire wire) => wire is { State: (int)KeyState.Destroyed, DeletedAt: { } deleted }
        ? new KeyDeletionTimes
        {
            DeletedAt = deleted,
            DeletedBy = wire.DeletedBy,
            RestorableUntil = wire.RestorableUntil,
            PurgeableFrom = wire.PurgeableFrom,
            PurgedOn = wire.PurgedOn,
        }
        : null;
}
