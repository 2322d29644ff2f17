using IBMCloud.Primitives;

namespace IBMCloud.E2E;

/// <summary>Something that the run stands on is not as it must be, and only the user can change it.</summary>
public sealed class E2EPrerequisiteException : IbmCloudE2EException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="stepId">The step that found it.</param>
    /// <param name="message">The cause, then the remedy.</param>
    /// <param name="innerException">The failure underneath, or <see langword="null"/>.</param>
    public E2EPrerequisiteException(string stepId, string message, Exception? innerException = null)
        : base(message, innerException) => StepId = stepId;

    /// <summary>The step that found it.</summary>
    public string StepId { get; }
}
