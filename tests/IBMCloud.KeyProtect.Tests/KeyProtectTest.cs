using IBMCloud.Core;
using IBMCloud.Emulator;
using IBMCloud.Emulator.State;
using IBMCloud.Iam;
using IBMCloud.Primitives;

namespace IBMCloud.KeyProtect.Tests;

/// <summary>One instance of Key Protect in the emulated cloud, and a client of the account's owner over real HTTP.</summary>
public abstract class KeyProtectTest : CloudTest
{
    protected KeyProtectInstance Instance { get; private set; } = null!;

    protected KeyProtectClient Client { get; private set; } = null!;

    protected override ValueTask StartedAsync()
    {
        Instance = KeyProtectInstance.FromCrn(NewInstance("kms", "us-south"));
        Client = Owned(new KeyProtectClient(Instance, Owner, Options));
        return default;
    }

    /// <summary>A new, active instance of a service.</summary>
    protected Crn NewInstance(string serviceName, string region)
    {
        var instance = new ServiceInstance { Guid = Guid.NewGuid().ToString(), ServiceName = serviceName, Region = region, AccountId = Emulator.AccountId };
        lock (Emulator.Cloud.State.Gate)
        {
            Emulator.Cloud.State.Instances.Add(instance);
        }

        return Crn.Parse(instance.Crn);
    }

    /// <summary>A client of a service ID that has these service roles on the instance, or on one ring or key of it, and nothing else.</summary>
    protected async Task<KeyProtectClient> ClientWithAsync(string[] roles, string? keyRing = null, string? keyId = null)
    {
        using var iam = new IamClient(Owner, Options);
        var serviceId = await iam.CreateServiceIdAsync(Emulator.AccountId, "somebody", cancellationToken: Cancel);
        using var created = await iam.CreateApiKeyAsync(new ApiKeyDraft { AccountId = Emulator.AccountId, IamId = serviceId.IamId, Name = "key" }, Cancel);
        if (roles.Length > 0)
        {
            Emulator.Give(serviceId.IamId, Instance.Guid, roles, keyRing, keyId);
        }

        return Owned(new KeyProtectClient(Instance, Owned(new ApiKeyCredential(created.Value, Options)), Options));
    }

    protected Task<KeyProtectClient> ClientWithAsync(params string[] roles) => ClientWithAsync(roles, keyRing: null);

    protected Task<Key> NewRootKeyAsync(string name = "root key", params string[] aliases) =>
        Client.CreateRootKeyAsync(new KeyDraft { Name = name, Aliases = aliases }, Cancel);

    protected static SecretBytes Bytes(int length, byte first = 1) => SecretBytes.CopyOf([.. Enumerable.Range(first, length).Select(i => (byte)i)]);

    protected static async Task<KeyProtectProblem> ProblemOfAsync(Func<Task> call) => (await call.Should().ThrowAsync<KeyProtectException>()).Which.Problem;

    /// <summary>How many requests the emulator's Key Protect has seen whose path ends so.</summary>
    protected int CallsOf(string method, string path) => Emulator.Requests.Count(one =>
        one.Service == EmulatedService.KeyProtect && one.Method == method && one.Path.Split('?')[0].EndsWith(path, StringComparison.Ordinal));
}
