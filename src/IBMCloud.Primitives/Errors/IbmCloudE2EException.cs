namespace IBMCloud.Primitives;

/// <summary>
/// The base of every exception that the IBMCloud.* packages raise on purpose. The message names the cause and then the remedy;
/// it never holds a key, a passphrase, a token or the body of a request.
/// </summary>
public abstract class IbmCloudE2EException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened, to what, and what to do next.</param>
    /// <param name="innerException">The failure underneath, or <see langword="null"/>.</param>
    protected IbmCloudE2EException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
