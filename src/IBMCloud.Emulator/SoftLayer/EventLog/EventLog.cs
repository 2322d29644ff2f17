using System.Globalization;
using IBMCloud.Emulator.Hosting;
using IBMCloud.Emulator.SoftLayer.Accounts;
using IBMCloud.Emulator.SoftLayer.Rest;

namespace IBMCloud.Emulator.SoftLayer.EventLog;

/// <summary>
/// SoftLayer_Event_Log (spec softlayer §7.4): what users and the system did, oldest first. Dates carry microseconds; the system has no user name.
/// What the audit trail has a name for (§7.1) goes there too.
/// Read and change it under the store's gate.
/// </summary>
internal sealed class EventLog(EmulatedCloud cloud, SoftLayerState state)
{
    private static readonly string[] Kinds =
    [
        "Account", "API Authentication", "Bare Metal Instance", "Bluemix LB", "CCI", "CDN", "Cloud Object Storage", "Facility", "Image", "Security Group", "Server",
        "Storage", "User",
    ];

    private static readonly Dictionary<string, string> AuditActions = new()
    {
        ["Provision"] = "audit-log.vsi.provision",
        ["Power On"] = "audit-log.vsi.power-on",
        ["Power Off"] = "audit-log.vsi.power-off",
        ["Soft Power Off"] = "audit-log.vsi.soft-power-off",
        ["Reboot"] = "audit-log.vsi.reboot",
        ["Soft Reboot"] = "audit-log.vsi.soft-reboot",
        ["Hard Reboot"] = "audit-log.vsi.hard-reboot",
        ["Cancel Service"] = "audit-log.vsi.reclaim",
        ["Image Import"] = "audit-log.vsi-image-template.create",
        ["Image Capture"] = "audit-log.vsi-image-template.create",
    };

    private readonly List<Entry> _entries = [];

    /// <summary>An entry.</summary>
    /// <param name="name">What happened.</param>
    /// <param name="kind">Kind of object: <c>CCI</c> is a virtual guest.</param>
    /// <param name="objectId">The object.</param>
    /// <param name="label">Its name.</param>
    /// <param name="user">Who; null for the system.</param>
    /// <param name="at">When.</param>
    /// <param name="metaData">JSON text, or empty.</param>
    public void Add(string name, string kind, long objectId, string label, ClassicUser? user, DateTimeOffset at, string metaData = "")
    {
        var traceId = $"{at.ToUnixTimeMilliseconds():x12}-{state.NextId():x8}";
        _entries.Add(new(name, kind, objectId, label, user, at, metaData, traceId));
        if (AuditActions.TryGetValue(name, out var action))
        {
            cloud.State.Audit.Add(new(at, action, user?.Identity.IamId ?? "SYSTEM",
                $"crn:v1:bluemix:public:softlayer:global:a/{cloud.State.Iam.AccountId}::{(kind == "CCI" ? "virtual-guest" : "image-template")}:{objectId}", "success", 200, "", traceId));
        }
    }

    public void Map(MethodTable table)
    {
        const string Service = "SoftLayer_Event_Log";
        table.AddList(Service, "getAllObjects", null, call =>
        {
            call.Require(ClassicPermissions.EventLogView);
            if (call.Http.Request.Query["objectFilter"].ToString().Contains("currentDate", StringComparison.Ordinal))
            {
                throw SoftLayerErrors.Public("The event log cannot be filtered by currentDate. Send a betweenDate filter with ISO 8601 dates.");
            }

            return _entries.OrderBy(entry => entry.At).Select(Show);
        });
        table.Add(Service, "getAllEventObjectNames", _ => Texts(Kinds));
        table.Add(Service, "getAllUserTypes", _ => Texts(["CUSTOMER", "EMPLOYEE", "SYSTEM"]));
        table.Add(Service, "getAllEventNames", call => Texts(_entries
            .Where(entry => call.Arguments is not [var kind, ..] || entry.Kind == kind.ToString()).Select(entry => entry.Name).Distinct().Order()));
    }

    private static SoftLayerValue Texts(IEnumerable<string> texts) =>
        SoftLayerValue.Of(new System.Text.Json.Nodes.JsonArray([.. texts.Select(text => System.Text.Json.Nodes.JsonValue.Create(text))]));

    private SoftLayerObject Show(Entry entry)
    {
        var shown = new SoftLayerObject()
            .Local("accountId", state.Users.AccountId)
            .Local("eventCreateDate", entry.At.ToOffset(TimeSpan.FromHours(-6)).ToString("yyyy-MM-ddTHH:mm:ss.ffffffzzz", CultureInfo.InvariantCulture))
            .Local("eventName", entry.Name)
            .Local("ipAddress", entry.User is null ? "" : "127.0.0.1")
            .Local("label", entry.Label)
            .Local("metaData", entry.MetaData)
            .Local("objectId", entry.ObjectId)
            .Local("objectName", entry.Kind)
            .Local("traceId", entry.TraceId)
            .Local("userId", entry.User is { } user ? user.Id : "")
            .Local("userType", entry.User is null ? "SYSTEM" : "CUSTOMER");
        return entry.User is null ? shown
            : shown.Local("username", entry.User.UserName).Local("openIdConnectUserName", entry.User.Email)
                .Relation("user", () => new SoftLayerObject().Local("id", entry.User.Id).Local("username", entry.User.UserName));
    }

    private sealed record Entry(string Name, string Kind, long ObjectId, string Label, ClassicUser? User, DateTimeOffset At, string MetaData, string TraceId);
}
