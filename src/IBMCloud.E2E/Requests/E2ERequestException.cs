using IBMCloud.Primitives;

namespace IBMCloud.E2E;

/// <summary>A request cannot be carried out as it is. Nothing was called yet.</summary>
public sealed class E2ERequestException : IbmCloudE2EException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="mistakes">Everything that is wrong, a sentence each.</param>
    public E2ERequestException(IReadOnlyList<string> mistakes)
        : base($"The request has {(mistakes.Count == 1 ? "a mistake" : $"{mistakes.Count} mistakes")}: {string.Join(" ", mistakes)}") => Mistakes = mistakes;

    /// <summary>Everything that is wrong, a sentence each.</summary>
    public IReadOnlyList<string> Mistakes { get; }
}
