using IBMCloud.Core;
using IBMCloud.Iam;

namespace IBMCloud.E2E;

/// <summary>
/// The identity that writes an exported image: a service ID that may write into the one bucket and lives no longer than the export. The platform gets its API key,
/// never that of the user who sets things up.
/// </summary>
internal static class ExportGrant
{
    /// <summary>Makes it, in the place of one that an earlier attempt left.</summary>
    /// <returns>The value of its API key; the caller disposes it.</returns>
    public static async Task<SecretString> MakeAsync(E2EStepContext context, CancellationToken cancellationToken)
    {
        await RemoveAsync(context, cancellationToken).ConfigureAwait(false);
        var (iam, facts) = (context.Clients.Iam, context.Facts);
        var account = context.Need(facts.AccountId, "which account");
        var name = NameFor(context);
        var identity = await iam.CreateServiceIdAsync(
            account, name, $"Writes the exported image of '{context.Request.Name}' into its bucket; removed after the export. {context.Marker}", cancellationToken).ConfigureAwait(false);
        await iam.EnsureAccessPolicyAsync(
            new AccessPolicyDraft
            {
                AccountId = account,
                IamId = identity.IamId,
                Roles = [IamRole.Writer],
                Target = new PolicyTarget
                {
                    ServiceName = "cloud-object-storage",
                    ServiceInstance = context.Need(facts.ObjectStorageInstanceId, "which Object Storage instance"),
                    ResourceType = "bucket",
                    Resource = context.Need(facts.Bucket, "which bucket"),
                },
                Description = $"Writes an exported image. {context.Marker}",
            },
            cancellationToken).ConfigureAwait(false);
        facts.LastPolicyAt = context.Options.Client.TimeProvider.GetUtcNow();
        var key = await iam.CreateApiKeyAsync(
            new ApiKeyDraft { Name = name, AccountId = account, IamId = identity.IamId, Description = $"For the export of '{context.Request.Name}'. {context.Marker}" },
            cancellationToken).ConfigureAwait(false);
        return key.Value;
    }

    /// <summary>Removes it, with its policy and its API keys. It may be repeated.</summary>
    /// <returns>Whether there was one.</returns>
    public static async Task<bool> RemoveAsync(E2EStepContext context, CancellationToken cancellationToken)
    {
        var iam = context.Clients.Iam;
        var account = context.Need(context.Facts.AccountId, "which account");
        var left = new List<ServiceId>();
        await foreach (var one in iam.ListServiceIdsAsync(account, NameFor(context), cancellationToken).ConfigureAwait(false))
        {
            if (context.IsMarked(one.Description))
            {
                left.Add(one);
            }
        }

        foreach (var one in left)
        {
            var policies = new List<string>();
            await foreach (var policy in iam.ListPoliciesAsync(account, PolicyKind.Access, one.IamId, cancellationToken).ConfigureAwait(false))
            {
                policies.Add(policy.Id);
            }

            foreach (var id in policies)
            {
                await iam.DeletePolicyAsync(id, cancellationToken).ConfigureAwait(false);
            }

            await iam.DeleteServiceIdAsync(one.Id, cancellationToken).ConfigureAwait(false);
        }

        return left.Count > 0;
    }

    private static string NameFor(E2EStepContext context) => $"{context.Request.Name}-export";
}
