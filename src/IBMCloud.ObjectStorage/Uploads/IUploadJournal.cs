namespace IBMCloud.ObjectStorage;

/// <summary>Where an upload writes down what a resume needs. Calls never overlap, and what follows a call waits for it.</summary>
public interface IUploadJournal
{
    /// <summary>An upload has begun, or one was taken over from the server. No part has been sent by this run yet.</summary>
    /// <param name="upload">The upload.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    ValueTask BegunAsync(UploadRecord upload, CancellationToken cancellationToken);

    /// <summary>The service has stored a part.</summary>
    /// <param name="part">The part.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    ValueTask StoredAsync(UploadedPart part, CancellationToken cancellationToken);
}
