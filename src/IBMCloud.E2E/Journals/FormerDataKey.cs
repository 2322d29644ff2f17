namespace IBMCloud.E2E;

/// <summary>A data key that the image had before, wrapped: copies of that time open with it, the platform's own among them.</summary>
/// <param name="RootKeyCrn">The root key that wraps it.</param>
/// <param name="WrappedDataKey">The data key, wrapped.</param>
/// <param name="TemplateId">The image template that was imported with it, or <see langword="null"/>.</param>
public sealed record FormerDataKey(string RootKeyCrn, string WrappedDataKey, long? TemplateId);
