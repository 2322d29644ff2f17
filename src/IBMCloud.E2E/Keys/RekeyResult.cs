namespace IBMCloud.E2E;

/// <summary>What a re-key of a run's image came to.</summary>
/// <param name="ObjectETag">ETag of the object with the new header.</param>
/// <param name="KeyVersion">Version of the root key that wraps the new data key, where the service says.</param>
/// <param name="TemplateWithFormerKey">The image template that keeps its own copy of the image, which goes on opening with the former data key; <see langword="null"/> where none was imported.</param>
public sealed record RekeyResult(string ObjectETag, string? KeyVersion, long? TemplateWithFormerKey);
