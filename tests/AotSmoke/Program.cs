// The clients and the emulator, compiled ahead of time: the calls of the flow up to a wrapped key. Exit code 0 is success.
using IBMCloud.Core;
using IBMCloud.Emulator;
using IBMCloud.Iam;
using IBMCloud.KeyProtect;
using IBMCloud.Primitives;
using IBMCloud.ResourceController;
using Microsoft.Extensions.DependencyInjection;

await using var emulator = await IbmCloudEmulator.StartAsync();
using var apiKey = SecretString.FromString(emulator.ApiKey);
var services = new ServiceCollection();
services.AddIbmIam(options =>
{
    options.Endpoints = emulator.Endpoints;
    options.UseApiKey(apiKey);
});
services.AddResourceController();
await using var provider = services.BuildServiceProvider();
var iam = provider.GetRequiredService<IamClient>();
var resources = provider.GetRequiredService<ResourceControllerClient>();

var account = await resources.GetAccountAsync(emulator.AccountId);
var group = await resources.GetDefaultResourceGroupAsync(account.Id);
var made = await resources.EnsureInstanceAsync(new() { Name = "keys", PlanId = ResourcePlans.KeyProtectTiered, Target = "us-south", ResourceGroupId = group.Id });
var instance = await resources.WaitUntilActiveAsync(made.Value.Guid);
var serviceId = await iam.EnsureServiceIdAsync(account.Id, "import", "smoke");
var authorization = await iam.EnsureAuthorizationAsync(LeastPrivilege.ForBlockStorage(account.Id, instance.Guid));
foreach (var draft in LeastPrivilege.ForImportingUser(account.Id, serviceId.Value.IamId, instance.Guid))
{
    await iam.EnsureAccessPolicyAsync(draft);
}

using var keys = new KeyProtectClient(KeyProtectInstance.FromCrn(instance.Crn), provider.GetRequiredService<IbmCloudCredential>(), provider.GetRequiredService<IbmCloudClientOptions>());
var root = await keys.EnsureRootKeyAsync("smoke", new KeyDraft { Name = "smoke" });
using var dek = SecretBytes.Random(64);
var wrapped = await keys.WrapDekAsync(root.Value.Id, dek);
using var unwrapped = await keys.UnwrapDekAsync(root.Value.Id, wrapped);
var same = dek.Span.SequenceEqual(unwrapped.Span);
Console.WriteLine($"{account.Verdict}, {instance.State}, authorization {(authorization.Created ? "made" : "found")}, key {(same ? "came back" : "is another")}");
return same ? 0 : 1;
