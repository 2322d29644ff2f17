using IBMCloud.Core;
using IBMCloud.Iam;
using Microsoft.Extensions.DependencyInjection;

namespace IBMCloud.ResourceController.Tests.Documentation;

/// <summary>The samples of docs/iam.md: each region is one block there, word for word, and is run by <see cref="DocumentationTests"/>.</summary>
internal static class IamSamples
{
    public static async Task<string> ConnectAsync(SecretString apiKey, IbmCloudClientOptions options)
    {
        #region connect
        using var credential = new ApiKeyCredential(apiKey, options);
        using var iam = new IamClient(credential, options);
        using var resources = new ResourceControllerClient(credential, options);
        ApiKey mine = await iam.GetApiKeyDetailsAsync(apiKey);
        Console.WriteLine($"{mine.IamId} of account {mine.AccountId}");
        #endregion
        return mine.AccountId;
    }

    public static async Task<AccountVerdict> AccountAsync(ResourceControllerClient resources, string accountId)
    {
        #region account
        Account account = await resources.GetAccountAsync(accountId);
        Console.WriteLine($"{account.Type}, {account.Status}: {account.Verdict}");
        Console.WriteLine(account.Remedy);
        #endregion
        return account.Verdict;
    }

    public static async Task<ResourceInstance> InstanceAsync(ResourceControllerClient resources, string accountId)
    {
        #region instance
        ResourceGroup group = await resources.GetDefaultResourceGroupAsync(accountId);
        var ensured = await resources.EnsureInstanceAsync(new ResourceInstanceDraft
        {
            Name = "image keys",
            PlanId = ResourcePlans.KeyProtectTiered,
            Target = "us-south",
            ResourceGroupId = group.Id,
        });
        ResourceInstance keys = await resources.WaitUntilActiveAsync(ensured.Value.Guid);
        Console.WriteLine($"{(ensured.Created ? "made" : "found")} {keys.Crn}");
        #endregion
        return keys;
    }

    public static async Task<int> LeastPrivilegeAsync(IamClient iam, string accountId, string userIamId, string keyInstance, string objectStorageInstance)
    {
        #region least-privilege
        var made = 0;
        var service = await iam.EnsureServiceIdAsync(accountId, "image-import", "made by the image pipeline");
        foreach (var draft in LeastPrivilege.ForImportServiceId(accountId, service.Value.IamId, keyInstance, objectStorageInstance, bucket: "images"))
        {
            made += (await iam.EnsureAccessPolicyAsync(draft)).Created ? 1 : 0;
        }

        foreach (var draft in LeastPrivilege.ForImportingUser(accountId, userIamId, keyInstance))
        {
            made += (await iam.EnsureAccessPolicyAsync(draft)).Created ? 1 : 0;
        }

        // Must live as long as any image, disk or server made with it.
        var authorization = await iam.EnsureAuthorizationAsync(LeastPrivilege.ForBlockStorage(accountId, keyInstance));
        made += authorization.Created ? 1 : 0;
        #endregion
        return made;
    }

    public static async Task<string> ApiKeyAsync(IamClient iam, ServiceId service, Func<SecretString, Task> importAsync)
    {
        #region api-key
        using CreatedApiKey key = await iam.CreateApiKeyAsync(new ApiKeyDraft
        {
            Name = "image-import",
            Description = "made by the image pipeline",
            AccountId = service.AccountId,
            IamId = service.IamId,
        });
        try
        {
            await importAsync(key.Value);
        }
        finally
        {
            await iam.DeleteApiKeyAsync(key.Id);
        }
        #endregion
        return key.Id;
    }

    public static async Task<string> HmacAsync(ResourceControllerClient resources, string objectStorageInstance, Func<string, SecretString, Task> uploadAsync)
    {
        #region hmac
        using ResourceKey credentials = await resources.CreateResourceKeyAsync(new ResourceKeyDraft
        {
            Name = "upload with an S3 tool",
            Source = objectStorageInstance,
            Role = IamRole.Writer,
            WithHmac = true,
        });
        await uploadAsync(credentials.Hmac!.AccessKeyId, credentials.Hmac.SecretAccessKey);
        #endregion
        return credentials.Guid;
    }

    public static async Task<string> ProblemAsync(ApiKeyCredential credential)
    {
        #region problem
        string what;
        try
        {
            await credential.GetTokenAsync();
            what = "logged in";
        }
        catch (IamCredentialException e) when (e.Problem == CredentialProblem.ApiKeyNotFound)
        {
            what = "ask for a new API key";
        }
        catch (IbmCloudException e) when (e.IsRetryable)
        {
            what = $"try again later, or give {e.CorrelationId} to IBM's support";
        }
        #endregion
        return what;
    }

    public static IServiceCollection Hosting(SecretString apiKey, IbmCloudEndpoints endpoints)
    {
        #region hosting
        var services = new ServiceCollection();
        services.AddIbmIam(options =>
        {
            options.Endpoints = endpoints;
            options.UseApiKey(apiKey);
        });
        services.AddResourceController();

        // A second account in the same program: [FromKeyedServices("backup")] IamClient.
        services.AddIbmIam("backup", options => options.UseComputeResource(TrustedProfile.ByName("backup")));
        services.AddResourceController("backup");
        #endregion
        return services;
    }
}
