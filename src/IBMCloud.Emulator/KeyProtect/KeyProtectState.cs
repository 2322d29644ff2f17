using IBMCloud.Core;
using IBMCloud.Emulator.Access;
using IBMCloud.Emulator.Hosting;
using IBMCloud.Emulator.KeyProtect.Actions;
using IBMCloud.Emulator.KeyProtect.Keys;
using IBMCloud.Emulator.State;
using IBMCloud.Primitives;

namespace IBMCloud.Emulator.KeyProtect;

/// <summary>
/// All keys, by instance, and what other services of the cloud do with them. A service acts as itself by an authorization policy
/// (<see cref="Identity.OfService"/>), or as the identity of an API key; roles and the key's state are checked as for a caller from outside.
/// </summary>
internal sealed class KeyProtectState(EmulatedCloud cloud)
{
    private readonly Dictionary<string, KeyStore> _stores = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The keys of an instance.</summary>
    public KeyStore StoreOf(ServiceInstance instance)
    {
        if (!_stores.TryGetValue(instance.Guid, out var store))
        {
            _stores.Add(instance.Guid, store = new KeyStore(instance));
        }

        return store;
    }

    /// <summary>Unwraps for another service. No additional data: images and volumes have none.</summary>
    /// <param name="identity">In whose name.</param>
    /// <param name="keyCrn">The root key.</param>
    /// <param name="ciphertext">The wrapped key, as wrap answered it.</param>
    /// <param name="correlationId">Id of the request that this is for.</param>
    /// <exception cref="ServiceError">As Key Protect would answer it.</exception>
    public SecretBytes Unwrap(Identity identity, string keyCrn, string ciphertext, string correlationId) =>
        Use(identity, keyCrn, KeyProtectRoles.Unwrap, correlationId, (store, key) =>
        {
            KeyActionRoutes.RequireState(key, cloud.Clock.GetUtcNow(), "unwrap", 1, 3);
            var opened = KeyCiphertext.Open(key, ciphertext, [], cloud.Options.Switches);
            try
            {
                return SecretBytes.CopyOf(opened.Plaintext);
            }
            finally
            {
                Array.Clear(opened.Plaintext);
            }
        });

    /// <summary>Wraps for another service.</summary>
    /// <param name="identity">In whose name.</param>
    /// <param name="keyCrn">The root key.</param>
    /// <param name="plaintext">The key to be wrapped.</param>
    /// <param name="correlationId">Id of the request that this is for.</param>
    /// <exception cref="ServiceError">As Key Protect would answer it.</exception>
    public string Wrap(Identity identity, string keyCrn, SecretBytes plaintext, string correlationId) =>
        Use(identity, keyCrn, KeyProtectRoles.Wrap, correlationId, (store, key) =>
        {
            KeyActionRoutes.RequireState(key, cloud.Clock.GetUtcNow(), "wrap", 1);
            return KeyCiphertext.Seal(key.Current, plaintext.Span, [], cloud.Options.Switches);
        });

    /// <summary>The key must be there, active and usable by the service: what it encrypted is about to be read or written.</summary>
    /// <param name="identity">The service, by its authorization.</param>
    /// <param name="keyCrn">The root key.</param>
    /// <param name="correlationId">Id of the request that this is for.</param>
    /// <exception cref="ServiceError">As Key Protect would answer it.</exception>
    public void RequireUsable(Identity identity, string keyCrn, string correlationId) =>
        Use(identity, keyCrn, KeyProtectRoles.Unwrap, correlationId, (store, key) =>
        {
            KeyActionRoutes.RequireState(key, cloud.Clock.GetUtcNow(), "unwrap", 1, 3);
            return key;
        });

    /// <summary>Notes that a resource of another service is encrypted with a key, as a bucket with an own root key does.</summary>
    /// <param name="identity">The service, by its authorization.</param>
    /// <param name="keyCrn">The root key.</param>
    /// <param name="resourceCrn">The resource.</param>
    /// <param name="preventKeyDeletion">The key cannot be deleted while the resource is there.</param>
    /// <param name="correlationId">Id of the request that this is for.</param>
    /// <exception cref="ServiceError">As Key Protect would answer it.</exception>
    public void Register(Identity identity, string keyCrn, string resourceCrn, bool preventKeyDeletion, string correlationId) =>
        Use(identity, keyCrn, KeyProtectRoles.Wrap, correlationId, (store, key) =>
        {
            var now = cloud.Clock.GetUtcNow();
            KeyActionRoutes.RequireState(key, now, "register", 1);
            return key.Registrations[resourceCrn] = new Registration
            {
                ResourceCrn = resourceCrn,
                CreatedBy = identity.IamId,
                CreatedAt = now,
                UpdatedAt = now,
                PreventKeyDeletion = preventKeyDeletion,
                Version = key.Current,
            };
        });

    /// <summary>Forgets a registration; one that is not there is no error.</summary>
    public void Deregister(string keyCrn, string resourceCrn)
    {
        lock (cloud.State.Gate)
        {
            if (Crn.TryParse(keyCrn, out var crn) && _stores.GetValueOrDefault(crn.ServiceInstance)?.Find(crn.Resource, cloud.Clock.GetUtcNow()) is { } key)
            {
                key.Registrations.Remove(resourceCrn);
            }
        }
    }

    private T Use<T>(Identity identity, string keyCrn, string action, string correlationId, Func<KeyStore, StoredKey, T> use)
    {
        lock (cloud.State.Gate)
        {
            var now = cloud.Clock.GetUtcNow();
            try
            {
                var (store, key) = Find(keyCrn, now);
                cloud.Access.Require(identity, action, new ResourceScope(store.Instance.ServiceName, store.Instance.AccountId)
                {
                    ServiceInstance = store.Instance.Guid,
                    ResourceGroupId = store.Instance.ResourceGroupId,
                    ResourceType = "key",
                    Resource = key.Id,
                    KeyRing = key.Ring,
                });
                if (key.StateAt(now) == 5)
                {
                    throw KeyProtectErrors.KeyDeleted();
                }

                var result = key.Extractable ? throw KeyProtectErrors.NotARootKey() : use(store, key);
                cloud.State.Audit.Add(new(now, action, identity.IamId, keyCrn, "success", 200, "", correlationId));
                return result;
            }
            catch (ServiceError refusal)
            {
                cloud.State.Audit.Add(new(now, action, identity.IamId, keyCrn, "failure", refusal.Status, refusal.Code, correlationId));
                throw;
            }
        }
    }

    private (KeyStore Store, StoredKey Key) Find(string keyCrn, DateTimeOffset now)
    {
        if (!Crn.TryParse(keyCrn, out var crn) || crn.ResourceType != "key" || crn.ServiceName is not (ResourceScope.KeyProtect or ResourceScope.HyperProtect))
        {
            throw KeyProtectErrors.Field("crn", $"'{keyCrn}' is not the CRN of a key.");
        }

        return cloud.State.Instances.Find(crn.ServiceInstance) is { } instance && instance.ServiceName == crn.ServiceName && instance.Region == crn.Region
            && instance.AccountId == crn.AccountId && instance.IsActive(now)
            && StoreOf(instance) is var store && store.Keys.ContainsKey(crn.Resource) && store.Find(crn.Resource, now) is { } key
            ? (store, key)
            : throw KeyProtectErrors.KeyNotFound(keyCrn);
    }
}
