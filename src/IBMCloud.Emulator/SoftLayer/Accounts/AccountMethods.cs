using IBMCloud.Emulator.SoftLayer.Rest;

namespace IBMCloud.Emulator.SoftLayer.Accounts;

/// <summary>
/// The account (spec softlayer §1.3, §2.4).
/// <code>
/// SoftLayer_Account/getObject, getCurrentUser
/// SoftLayer_Account/getPrivateBlockDeviceTemplateGroups, getBlockDeviceTemplateGroups   filter root = the relation
/// SoftLayer_Account/getVirtualGuests, getSshKeys
/// SoftLayer_User_Customer/getObject, SoftLayer_Location/getDatacenters, SoftLayer_Network_Pod/getAllObjects (none is closing)
/// </code>
/// </summary>
internal sealed class AccountMethods(SoftLayerState state)
{
    private const string Service = "SoftLayer_Account";

    public void Map(MethodTable table)
    {
        table.AddObject(Service, Account);
        table.Add(Service, "getCurrentUser", call => SoftLayerValue.Of(User(call.Caller)));
        table.AddObject("SoftLayer_User_Customer", call => User(call.Target.Id is null ? call.Caller : state.Users.Find(call.NumericId) ?? throw call.NotFound()));
        table.AddList(Service, "getPrivateBlockDeviceTemplateGroups", "privateBlockDeviceTemplateGroups", _ => state.Templates.Own());
        table.AddList(Service, "getBlockDeviceTemplateGroups", "blockDeviceTemplateGroups", _ => state.Templates.Own());
        table.AddList(Service, "getVirtualGuests", "virtualGuests", Guests);
        table.AddList(Service, "getHourlyVirtualGuests", "hourlyVirtualGuests", call => Guests(call, hourly: true));
        table.AddList(Service, "getMonthlyVirtualGuests", "monthlyVirtualGuests", call => Guests(call, hourly: false));
        table.AddList("SoftLayer_Network_Pod", "getAllObjects", null, _ => []);
        table.AddList("SoftLayer_Location", "getDatacenters", null, _ => Datacenter.All.Select(one => one.Show()));
        table.AddList(Service, "getSshKeys", "sshKeys", _ => state.SshKeys.Select(key => key.Show()));
    }

    private SoftLayerObject Account(MethodCall call) => new SoftLayerObject()
        .Local("id", state.Users.AccountId)
        .Local("companyName", "Emulated company")
        .Local("accountStatusId", 1001)
        .Local("brandId", 2)
        .Local("createDate", state.CreatedAt)
        .Relation("masterUser", () => state.Users.Owner is { } owner ? User(owner) : null)
        .Relation("users", () => [User(call.Caller)]);

    private static SoftLayerObject User(ClassicUser user) => new SoftLayerObject()
        .Local("id", user.Id)
        .Local("username", user.UserName)
        .Local("email", user.Email)
        .Local("iamId", user.Identity.IamId)
        .Local("displayName", user.UserName)
        .Local("openIdConnectUserName", user.Email)
        .Local("userStatusId", 1001)
        .Relation("permissions", () => user.Permissions.Order().Select(key => new SoftLayerObject().Local("keyName", key).Local("key", key).Local("name", key)));

    private IEnumerable<SoftLayerObject> Guests(MethodCall call) => Guests(call, hourly: null);

    private IEnumerable<SoftLayerObject> Guests(MethodCall call, bool? hourly)
    {
        call.Require(ClassicPermissions.VirtualGuestView);
        return state.Guests.Present().Where(guest => hourly is null || guest.Order.Hourly == hourly).Select(state.Guests.Show);
    }
}
