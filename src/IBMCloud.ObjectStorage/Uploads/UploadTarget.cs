namespace IBMCloud.ObjectStorage.Uploads;

/// <summary>Where an upload goes.</summary>
internal readonly record struct UploadTarget(string Bucket, string Key)
{
    public override string ToString() => $"{Bucket}/{Key}";
}
