namespace IBMCloud.Emulator.KeyProtect.Keys;

/// <summary>A named set of keys, for access control.</summary>
internal sealed record KeyRing(string Id, string CreatedBy, DateTimeOffset CreatedAt);
