namespace IBMCloud.ObjectStorage;

/// <summary>A multipart upload that was neither completed nor aborted; its parts are billed.</summary>
/// <param name="Key">Key.</param>
/// <param name="UploadId">The service's id.</param>
/// <param name="Initiated">When it was begun.</param>
public sealed record UnfinishedUpload(string Key, string UploadId, DateTimeOffset Initiated);
