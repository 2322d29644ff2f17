using IBMCloud.Core;

namespace IBMCloud.KeyProtect;

/// <summary>An instance of Key Protect, or of Hyper Protect Crypto Services, which speaks the same API with other import algorithms.</summary>
public sealed record KeyProtectInstance
{
    private const string KeyProtectService = "kms";
    internal const string HyperProtectService = "hs-crypto";

    private KeyProtectInstance(Crn crn, Uri? endpoint)
    {
        Crn = crn;
        Endpoint = endpoint;
    }

    /// <summary>The instance's CRN.</summary>
    public Crn Crn { get; }

    /// <summary>Its GUID.</summary>
    public string Guid => Crn.ServiceInstance;

    /// <summary>Its region.</summary>
    public IbmRegion Region => IbmRegion.Parse(Crn.Region);

    /// <summary>It is one of Hyper Protect Crypto Services.</summary>
    public bool IsHyperProtect => Crn.ServiceName == HyperProtectService;

    /// <summary>Its own address, or <see langword="null"/> for Key Protect in its region by <see cref="IbmCloudEndpoints"/>.</summary>
    public Uri? Endpoint { get; }

    internal string ServiceName => IsHyperProtect ? "Hyper Protect Crypto Services" : "Key Protect";

    /// <summary>An instance of Key Protect.</summary>
    /// <param name="crn">CRN of the instance, or of anything in it, such as a key.</param>
    /// <exception cref="ArgumentException">It is not the CRN of a Key Protect instance.</exception>
    public static KeyProtectInstance FromCrn(Crn crn) => FromCrn(crn, endpoint: null);

    /// <summary>An instance of Key Protect that is reached at an address of its own, such as a gateway's.</summary>
    /// <param name="crn">CRN of the instance, or of anything in it, such as a key.</param>
    /// <param name="endpoint">Its address; by region where <see langword="null"/>.</param>
    /// <exception cref="ArgumentException">It is not the CRN of a Key Protect instance.</exception>
    public static KeyProtectInstance FromCrn(Crn crn, Uri? endpoint)
    {
        Require(crn, KeyProtectService);
        return new KeyProtectInstance(InstanceOf(crn), endpoint);
    }

    /// <summary>An instance of Hyper Protect Crypto Services. Each has an address of its own: its dashboard and its resource show it.</summary>
    /// <param name="crn">CRN of the instance, or of anything in it.</param>
    /// <param name="endpoint">Its key management address, see <see cref="HyperProtectEndpoint"/> for newer instances.</param>
    /// <exception cref="ArgumentException">It is not the CRN of a Hyper Protect instance.</exception>
    public static KeyProtectInstance HyperProtect(Crn crn, Uri endpoint)
    {
        Require(crn, HyperProtectService);
        ArgumentNullException.ThrowIfNull(endpoint);
        return new KeyProtectInstance(InstanceOf(crn), endpoint);
    }

    /// <summary>The address of a newer Hyper Protect instance: <c>https://GUID.api.REGION.hs-crypto.appdomain.cloud</c>. Older ones have a port of their own.</summary>
    /// <param name="crn">CRN of the instance.</param>
    /// <param name="privateNetwork">The address on the private network.</param>
    /// <exception cref="ArgumentException">It is not the CRN of a Hyper Protect instance.</exception>
    public static Uri HyperProtectEndpoint(Crn crn, bool privateNetwork = false)
    {
        Require(crn, HyperProtectService);
        return new Uri($"https://{crn.ServiceInstance}.api.{(privateNetwork ? "private." : "")}{IbmRegion.Parse(crn.Region).Name}.hs-crypto.appdomain.cloud/");
    }

    private static Crn InstanceOf(Crn crn) => Crn.ForInstance(crn.ServiceName, crn.Region, crn.AccountId, crn.ServiceInstance);

    private static void Require(Crn crn, string service)
    {
        ArgumentNullException.ThrowIfNull(crn);
        if (crn.ServiceName != service || !System.Guid.TryParse(crn.ServiceInstance, out _) || !IbmRegion.TryParse(crn.Region, out _))
        {
            throw new ArgumentException($"'{crn}' is not the CRN of an instance of '{service}' in a region. Take it from the instance's resource.", nameof(crn));
        }
    }
}
