using IBMCloud.Core;
using IBMCloud.Emulator.Access;
using IBMCloud.Emulator.Hosting;
using IBMCloud.Emulator.SoftLayer.Accounts;
using IBMCloud.Emulator.SoftLayer.ImageTemplates;
using IBMCloud.Primitives;

namespace IBMCloud.Emulator.SoftLayer.Import;

/// <summary>The root key and the wrapped key of an encrypted image: checked by really unwrapping, for everybody who has to be able to.</summary>
internal sealed class ImageKey(EmulatedCloud cloud)
{
    /// <summary>The key that an import names, checked by itself and against the bucket's region.</summary>
    public DiskKey Read(ImportConfiguration import, ObjectAddress address)
    {
        var text = import.RootKeyCrn ?? (import is { RootKeyId: { } key, KeyProtectId: { } instance } && cloud.Options.ImportMode == ImportMode.Year2018
            ? Crn.ForInstance(ResourceScope.KeyProtect, address.Region, cloud.State.Iam.AccountId, instance).WithResource("key", key).ToString()
            : throw SoftLayerErrors.Public("crkCrn is missing. Send the CRN of the root key that wrapped the data key."));
        if (!Crn.TryParse(text, out var crn) || crn.ServiceName is not ("kms" or "hs-crypto") || crn.ResourceType != "key" || crn.Resource.Length == 0)
        {
            throw SoftLayerErrors.Public(
                $"crkCrn '{text}' is not the CRN of a root key. Send crn:v1:bluemix:public:kms:REGION:a/ACCOUNT:INSTANCE:key:KEY: the key's, not its instance's.");
        }

        if (crn.Region != address.Region)
        {
            throw SoftLayerErrors.Public(
                $"crkCrn is in '{crn.Region}', the bucket in '{address.Region}'. Use a root key of a Key Protect instance in the bucket's region.");
        }

        return import.WrappedDek is { Length: > 0 } wrapped
            ? new(crn, wrapped)
            : throw SoftLayerErrors.Public("wrappedDek is missing. Send the ciphertext that wrap answered, as it is.");
    }

    /// <summary>Unwraps as the platform; the identity of the API key, and by switch the caller, must be able to as well.</summary>
    public SecretBytes Unwrap(DiskKey key, Identity apiKey, ClassicUser caller, string correlationId)
    {
        var unwrapped = UnwrapForBoot(key, correlationId);
        try
        {
            UnwrapAs(apiKey, key, correlationId, $"The API key in ibmApiKey belongs to '{apiKey.IamId}', which may not unwrap with the root key in crkCrn.").Dispose();
            if (cloud.Options.Switches.ImportNeedsUserPolicy)
            {
                UnwrapAs(caller.Identity, key, correlationId,
                    $"The importing user '{caller.UserName}' ({caller.Identity.IamId}) has no access policy on the Key Protect instance '{key.RootKey.ServiceInstance}'.").Dispose();
            }

            return unwrapped;
        }
        catch
        {
            unwrapped.Dispose();
            throw;
        }
    }

    /// <summary>Unwraps as the platform for a server that starts.</summary>
    /// <exception cref="ServiceError">It may not, or the key is not usable.</exception>
    public SecretBytes UnwrapForBoot(DiskKey key, string correlationId) =>
        UnwrapAs(Identity.OfService(Identity.ServerProtect, cloud.State.Iam.AccountId), key, correlationId, NoAuthorization(key));

    private static string NoAuthorization(DiskKey key) =>
        $"No authorization lets Cloud Block Storage (server-protect) read the keys of the instance '{key.RootKey.ServiceInstance}'.";

    private SecretBytes UnwrapAs(Identity identity, DiskKey key, string correlationId, string notAllowed)
    {
        try
        {
            return cloud.State.KeyProtect.Unwrap(identity, key.RootKey.ToString(), key.WrappedKey, correlationId);
        }
        catch (ServiceError refused)
        {
            throw SoftLayerErrors.Public(refused.Status switch
            {
                401 or 403 => $"{notAllowed} {refused.Message}",
                404 or 410 => $"The root key in crkCrn does not exist: '{key.RootKey}'. {refused.Message}",
                409 => $"The root key in crkCrn cannot be used in its state. {refused.Message}",
                _ => $"wrappedDek does not unwrap with the root key in crkCrn and without additional data. Send the ciphertext that wrap answered for this key, unchanged. {refused.Message}",
            });
        }
    }
}
