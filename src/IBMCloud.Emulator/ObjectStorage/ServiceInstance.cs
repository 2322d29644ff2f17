namespace IBMCloud.Emulator.ObjectStorage;

/// <summary>The header by which a caller with a bearer token says which Object Storage instance it means (spec cos §3, §4).</summary>
internal static class ServiceInstance
{
    public const string Header = "ibm-service-instance-id";

    /// <summary>The instance's GUID, from the GUID or the CRN in the header.</summary>
    public static string Require(S3Request request)
    {
        var header = request.Header(Header) ?? throw new Hosting.ServiceError(400, "InvalidRequest",
            $"The {Header} header is missing. Send the GUID or the CRN of the service instance.");
        var parts = header.Split(':');
        var guid = parts.Length >= 8 ? parts[7] : header;
        return Guid.TryParse(guid, out _) ? guid : throw S3Errors.InvalidArgument($"'{header}' is neither a GUID nor the CRN of an Object Storage instance.");
    }
}
