using IBMCloud.Emulator.Access;

namespace IBMCloud.Emulator.ResourceController.Instances;

/// <summary>A plan of the Global Catalog that instances can be made of (spec iam-keyprotect §4).</summary>
/// <param name="Id">The plan's id.</param>
/// <param name="ServiceId">The service's id.</param>
/// <param name="ServiceName">The service's name, as in CRNs and policies.</param>
/// <param name="IsGlobal">True if its instances belong to no region: their target is <c>global</c>.</param>
/// <param name="MostInstances">How many an account may have, or null for any number.</param>
internal sealed record CatalogPlan(string Id, string ServiceId, string ServiceName, bool IsGlobal, int? MostInstances = null)
{
    private const string KeyProtectService = "ee41347f-b18e-4ca6-bf80-b5467c63f9a6";
    private const string ObjectStorageService = "dff97f5c-bc5e-4455-b470-411c3edbe49c";

    private static readonly CatalogPlan[] All =
    [
        new("eedd3585-90c6-4c8f-be3d-062069e99fc3", KeyProtectService, ResourceScope.KeyProtect, IsGlobal: false),
        new("744bfc56-d12c-4866-88d5-dac9139e0e5d", ObjectStorageService, ResourceScope.ObjectStorage, IsGlobal: true),
        new("2fdf0c08-2d32-4f46-84b5-32e0c92fffd8", ObjectStorageService, ResourceScope.ObjectStorage, IsGlobal: true, MostInstances: 1),
        new("1e4e33e4-cfa6-4f12-9016-be594a6d5f87", ObjectStorageService, ResourceScope.ObjectStorage, IsGlobal: true),
    ];

    /// <summary>The plan with this id, or null.</summary>
    public static CatalogPlan? Find(string? id) => All.FirstOrDefault(plan => plan.Id == id);
}
