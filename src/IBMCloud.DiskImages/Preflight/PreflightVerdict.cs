namespace IBMCloud.DiskImages.Preflight;

/// <summary>How an image stands to a rule. The larger value is the worse news, but for <see cref="CannotTell"/>, which is none.</summary>
public enum PreflightVerdict
{
    /// <summary>The image keeps the rule.</summary>
    Ok,

    /// <summary>What the rule is about could not be seen in the image. Never a guess: look yourself.</summary>
    CannotTell,

    /// <summary>The image does not keep the rule; the import or the server may work all the same.</summary>
    Warn,

    /// <summary>The import refuses such an image, or the server does not start from it.</summary>
    Fail,
}
