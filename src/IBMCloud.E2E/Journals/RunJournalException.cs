using IBMCloud.Primitives;

namespace IBMCloud.E2E;

/// <summary>Why a journal cannot be used.</summary>
public enum RunJournalError
{
    /// <summary>It is damaged, or is none.</summary>
    Damaged,

    /// <summary>A newer program wrote it.</summary>
    NewerVersion,

    /// <summary>Another program is using it.</summary>
    InUse,

    /// <summary>It belongs to a request that differs.</summary>
    OtherRequest,

    /// <summary>There is none.</summary>
    Missing,

    /// <summary>It could not be written or read.</summary>
    Storage,

    /// <summary>This runner's hold on it ran out, or another runner has taken it over.</summary>
    LeaseLost,
}

/// <summary>A run's journal cannot be used.</summary>
public sealed class RunJournalException : IbmCloudE2EException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="message">The cause, then the remedy.</param>
    /// <param name="innerException">The failure underneath, or <see langword="null"/>.</param>
    public RunJournalException(RunJournalError reason, string message, Exception? innerException = null)
        : base(message, innerException) => Reason = reason;

    /// <summary>Why.</summary>
    public RunJournalError Reason { get; }
}
