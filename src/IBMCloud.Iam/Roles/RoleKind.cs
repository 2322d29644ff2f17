namespace IBMCloud.Iam;

/// <summary>Who defines a role.</summary>
public enum RoleKind
{
    /// <summary>The platform: acts on an instance as a resource.</summary>
    Platform,

    /// <summary>A service: acts inside its instances.</summary>
    Service,

    /// <summary>The account.</summary>
    Custom,
}
