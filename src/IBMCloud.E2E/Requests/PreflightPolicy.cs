namespace IBMCloud.E2E;

/// <summary>What happens with what the look into the image finds.</summary>
public enum PreflightPolicy
{
    /// <summary>An image that the import or the server would not take stops the run before anything is made. The default.</summary>
    Enforce,

    /// <summary>Findings are told, and the run goes on.</summary>
    Report,

    /// <summary>The image is not looked into.</summary>
    Skip,
}
