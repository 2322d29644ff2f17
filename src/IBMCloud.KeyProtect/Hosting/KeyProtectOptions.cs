using IBMCloud.Core;

namespace IBMCloud.KeyProtect;

/// <summary>Which instance a registered <see cref="KeyProtectClient"/> is for. Plain texts, so that configuration can set them; checked when the program starts.</summary>
public sealed class KeyProtectOptions
{
    /// <summary>CRN of the instance, of <c>kms</c> or <c>hs-crypto</c>.</summary>
    public string InstanceCrn { get; set; } = "";

    /// <summary>The instance's own key management address; needed for older instances of Hyper Protect, whose port is their own. By the CRN where <see langword="null"/>.</summary>
    public Uri? Endpoint { get; set; }

    internal static string? ProblemOf(KeyProtectOptions options)
    {
        if (!Crn.TryParse(options.InstanceCrn, out var crn))
        {
            return $"InstanceCrn is '{options.InstanceCrn}', which is no CRN. Copy the CRN of the instance: crn:v1:bluemix:public:kms:REGION:a/ACCOUNT:GUID::.";
        }

        if (options.Endpoint is { IsAbsoluteUri: false })
        {
            return $"Endpoint is '{options.Endpoint}': give the whole address with https://.";
        }

        try
        {
            Instance(crn, options.Endpoint);
            return null;
        }
        catch (ArgumentException e)
        {
            return $"InstanceCrn: {e.Message}";
        }
    }

    internal KeyProtectInstance ToInstance() => Instance(Crn.Parse(InstanceCrn), Endpoint);

    private static KeyProtectInstance Instance(Crn crn, Uri? endpoint) =>
        crn.ServiceName == KeyProtectInstance.HyperProtectService ? KeyProtectInstance.HyperProtect(crn, endpoint ?? KeyProtectInstance.HyperProtectEndpoint(crn))
        : KeyProtectInstance.FromCrn(crn, endpoint);
}
