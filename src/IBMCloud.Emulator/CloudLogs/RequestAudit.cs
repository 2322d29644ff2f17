using IBMCloud.Emulator.Access;
using IBMCloud.Emulator.Hosting;
using IBMCloud.Emulator.State;
using Microsoft.AspNetCore.Http;

namespace IBMCloud.Emulator.CloudLogs;

/// <summary>
/// Audit events of IAM, the resource controller and Object Storage, by route: what these services write of every change (spec softlayer §7.1, §7.2).
/// Key Protect and classic infrastructure write their own, which say more.
/// </summary>
internal static class RequestAudit
{
    private static readonly (EmulatedService Service, string Method, string Path, string Action)[] Routes =
    [
        (EmulatedService.Iam, "POST", "/v1/serviceids", "iam-identity.account-serviceid.create"),
        (EmulatedService.Iam, "DELETE", "/v1/serviceids/", "iam-identity.account-serviceid.delete"),
        (EmulatedService.Iam, "POST", "/v1/apikeys", "iam-identity.serviceid-apikey.create"),
        (EmulatedService.Iam, "DELETE", "/v1/apikeys/", "iam-identity.serviceid-apikey.delete"),
        (EmulatedService.Iam, "POST", "/v1/policies", "iam-am.policy.create"),
        (EmulatedService.Iam, "POST", "/v2/policies", "iam-am.policy.create"),
        (EmulatedService.Iam, "PUT", "/v2/policies/", "iam-am.policy.update"),
        (EmulatedService.Iam, "DELETE", "/v1/policies/", "iam-am.policy.delete"),
        (EmulatedService.Iam, "DELETE", "/v2/policies/", "iam-am.policy.delete"),
        (EmulatedService.ResourceController, "POST", "/v2/resource_instances", "resource-controller.instance.create"),
        (EmulatedService.ResourceController, "DELETE", "/v2/resource_instances/", "resource-controller.instance.delete"),
        (EmulatedService.ResourceController, "POST", "/v2/resource_keys", "resource-controller.credential.create"),
        (EmulatedService.ObjectStorage, "PUT", "/", "cloud-object-storage.object.create"),
        (EmulatedService.ObjectStorage, "POST", "/", "cloud-object-storage.object.create"),
        (EmulatedService.ObjectStorage, "DELETE", "/", "cloud-object-storage.object.delete"),
    ];

    /// <summary>Writes the event of a request that was answered.</summary>
    public static void Record(EmulatedCloud cloud, EmulatedService service, HttpContext context)
    {
        if (context.Items[typeof(Identity)] is not Identity identity)
        {
            return;
        }

        var path = context.Request.Path.Value ?? "/";
        var route = Array.Find(Routes, one => one.Service == service && one.Method == context.Request.Method
            && (one.Path.EndsWith('/') ? path.StartsWith(one.Path, StringComparison.Ordinal) : path.TrimEnd('/') == one.Path));
        if (route.Action is not { } action || IsPartOfAnUpload(service, context.Request))
        {
            return;
        }

        var status = context.Response.StatusCode;
        cloud.State.Audit.Add(new AuditEvent(
            cloud.Clock.GetUtcNow(), ForBucket(service, path, action), identity.IamId, Target(cloud, service, path), status < 400 ? "success" : "failure", status, "", RequestGate.CorrelationIdOf(context)));
    }

    // An object comes into being when its parts are joined; the parts themselves are no events.
    private static bool IsPartOfAnUpload(EmulatedService service, HttpRequest request) =>
        service == EmulatedService.ObjectStorage && (request.Query.ContainsKey("partNumber") || request.Query.ContainsKey("uploads") || request.Query.ContainsKey("delete"));

    private static string ForBucket(EmulatedService service, string path, string action) =>
        service == EmulatedService.ObjectStorage && path.Trim('/').Split('/').Length == 1 ? action.Replace(".object.", ".bucket.", StringComparison.Ordinal) : action;

    private static string Target(EmulatedCloud cloud, EmulatedService service, string path)
    {
        var account = cloud.State.Iam.AccountId;
        var parts = path.Trim('/').Split('/', 2);
        return service switch
        {
            EmulatedService.ObjectStorage => $"crn:v1:bluemix:public:cloud-object-storage:global:a/{account}::{(parts.Length == 1 ? "bucket" : "object")}:{path.Trim('/')}",
            EmulatedService.Iam => $"crn:v1:bluemix:public:iam:global:a/{account}::{path.Trim('/')}:",
            _ => $"crn:v1:bluemix:public:resource-controller:global:a/{account}::{path.Trim('/')}:",
        };
    }
}
