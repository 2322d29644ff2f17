namespace IBMCloud.ResourceController;

/// <summary>Ids of plans in the Global Catalog. A plan that is not here is looked up at <c>https://globalcatalog.cloud.ibm.com/api/v1?q=NAME</c>.</summary>
public static class ResourcePlans
{
    /// <summary>Key Protect, tiered pricing; the plan that the tests of IBM's Key Protect SDKs use.</summary>
    public const string KeyProtectTiered = "eedd3585-90c6-4c8f-be3d-062069e99fc3";

    /// <summary>Object Storage, standard; from IBM's Object Storage documentation.</summary>
    public const string ObjectStorageStandard = "744bfc56-d12c-4866-88d5-dac9139e0e5d";

    /// <summary>Object Storage, lite (one per account; no encryption with Key Protect); from IBM's Object Storage documentation.</summary>
    public const string ObjectStorageLite = "2fdf0c08-2d32-4f46-84b5-32e0c92fffd8";

    /// <summary>Object Storage, one rate; from IBM's Terraform provider.</summary>
    public const string ObjectStorageOneRate = "1e4e33e4-cfa6-4f12-9016-be594a6d5f87";
}
