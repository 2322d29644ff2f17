using IBMCloud.ObjectStorage;

namespace IBMCloud.E2E;

/// <summary>A finished copy.</summary>
/// <param name="SourceETag">Entity tag of the object that was copied.</param>
/// <param name="DiskLength">Bytes of the disk in it.</param>
/// <param name="Target">The object that was made.</param>
/// <param name="BytesCompared">Bytes of the disk that were read back and compared.</param>
public sealed record ImageCopyResult(string SourceETag, long DiskLength, UploadedObject Target, long BytesCompared);
