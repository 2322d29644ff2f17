namespace IBMCloud.Emulator.Iam.Tokens;

/// <summary>An issued token and its times.</summary>
internal sealed record IssuedToken(string Value, DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt);
