using IBMCloud.Emulator.Access;
using IBMCloud.Emulator.Hosting;

namespace IBMCloud.Emulator.ObjectStorage;

/// <summary>The header by which a caller with a bearer token says which Object Storage instance it means (spec cos §3, §4).</summary>
internal static class InstanceHeader
{
    public const string Name = "ibm-service-instance-id";

    /// <summary>The GUID of the account's active instance whose GUID or CRN is in the header.</summary>
    /// <exception cref="ServiceError">400: no header, or neither GUID nor CRN; 403: no such instance of this account.</exception>
    public static string Require(EmulatedCloud cloud, S3Request request)
    {
        if (request.Instance is { } implied)
        {
            return implied;
        }

        var header = request.Header(Name) ?? throw new ServiceError(400, "InvalidRequest", $"The {Name} header is missing. Send the GUID or the CRN of the service instance.");
        if (header.Split(':').Length < 8 && !Guid.TryParse(header, out _))
        {
            throw S3Errors.InvalidArgument($"'{header}' is neither a GUID nor the CRN of an Object Storage instance.");
        }

        lock (cloud.State.Gate)
        {
            return cloud.State.Instances.Find(header) is { ServiceName: ResourceScope.ObjectStorage } found && found.IsActive(cloud.Clock.GetUtcNow())
                ? found.Guid
                : throw S3Errors.AccessDenied($"No active Object Storage instance '{header}' in this account. Make one, wait until it is active, and send its GUID or CRN.");
        }
    }
}
