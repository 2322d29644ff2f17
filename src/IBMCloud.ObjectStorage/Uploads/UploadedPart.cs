namespace IBMCloud.ObjectStorage;

/// <summary>A part that the service has stored.</summary>
/// <param name="Number">Number, from 1.</param>
/// <param name="Md5">MD5 of its bytes, 32 lower-case hexadecimal digits.</param>
/// <param name="ETag">What the service calls it, without quotes: the MD5, except under some kinds of encryption.</param>
public sealed record UploadedPart(int Number, string Md5, string ETag);
