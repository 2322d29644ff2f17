namespace IBMCloud.Emulator.Access;

/// <summary>The kinds of identities that policies name.</summary>
internal enum IdentityKind
{
    User,
    ServiceId,
    Profile,
    Service,
}
