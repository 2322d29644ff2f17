namespace IBMCloud.Emulator.Iam.Identities;

/// <summary>A user of the account.</summary>
internal sealed record User(string IamId, string Email);
