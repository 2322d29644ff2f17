using IBMCloud.Core;
using IBMCloud.ObjectStorage;

namespace IBMCloud.E2E;

/// <summary>Everything that is wrong with a request, found without a call.</summary>
internal static class RequestMistakes
{
    private static readonly string[] KeyServices = ["kms", "hs-crypto"];
    private static readonly string[] StorageServices = ["cloud-object-storage"];

    public static IReadOnlyList<string> In(E2ERequest request) =>
    [
        .. OfNameAndImage(request),
        .. OfOperatingSystem(request),
        .. OfKeys(request),
        .. OfStorage(request),
        .. request.Server?.Mistakes() ?? [],
        .. request.RollBack?.Mistakes() ?? [],
    ];

    private static IEnumerable<string> OfNameAndImage(E2ERequest request)
    {
        var name = request.Name;
        if (name is not { Length: >= 2 and <= 30 } || !char.IsAsciiLetterLower(name[0]) || name[^1] == '-'
            || !name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
        {
            yield return $"The name '{name}' cannot be used: it has 2 to 30 lower-case letters, digits and hyphens, begins with a letter and does not end with a hyphen.";
        }

        if (request.Image is null)
        {
            yield return "No image is given.";
        }
        else if (request.Image is ImageInput.BucketInput at && at.Region == default)
        {
            yield return $"The region of the image's bucket '{at.Bucket}' is not given, for example us-south.";
        }

        if (request.Region == default)
        {
            yield return "No region is given, for example us-south.";
        }

        if (!Enum.IsDefined(request.Profile))
        {
            yield return $"There is no profile {request.Profile}: ClassicVhd or ClassicLuks.";
        }

        if (!Enum.IsDefined(request.Preflight))
        {
            yield return $"There is no preflight policy {request.Preflight}: Enforce, Report or Skip.";
        }

        if (request.Profile == E2EProfile.ClassicLuks && LuksMistake(request.Luks) is { } luks)
        {
            yield return luks;
        }
    }

    private static IEnumerable<string> OfOperatingSystem(E2ERequest request)
    {
        var system = request.OsReferenceCode;
        if (string.IsNullOrWhiteSpace(system))
        {
            yield return "No operating system is given, for example DEBIAN_12_64.";
        }
        else if (system.StartsWith("REDHAT_", StringComparison.Ordinal) && !request.Byol)
        {
            yield return "An encrypted Red Hat image is imported under the user's own licence: set Byol.";
        }
        else if (system.StartsWith("WIN_", StringComparison.Ordinal) && request.Byol)
        {
            yield return "A Windows image is imported with cloud-init, as every encrypted one, or under the user's own licence, not both: leave Byol out.";
        }
    }

    private static IEnumerable<string> OfKeys(E2ERequest request)
    {
        if (request.EffectiveDataKeyLength is not (32 or 64))
        {
            yield return $"A data key has 32 or 64 bytes, not {request.DataKeyLength}.";
        }

        if (InstanceMistake(request.KeyProtectInstance, "Key Protect", KeyServices, request.Region) is { } instance)
        {
            yield return instance;
        }

        if (request.RootKey is null)
        {
            yield return "No root key is given: RootKeyChoice.Create, Existing or Import.";
        }
        else if (request.RootKey is RootKeyChoice.ExistingKey existing)
        {
            if (existing.Instance is null && request.KeyProtectInstance is null)
            {
                yield return $"The root key '{existing.IdOrAlias}' is somewhere, but no Key Protect instance is named: set KeyProtectInstance, or give the key's CRN.";
            }
            else if (existing.Instance is { } its && request.KeyProtectInstance is { } named && GuidOf(named) != its)
            {
                yield return $"The root key's CRN names the Key Protect instance {its}, the request names {GuidOf(named)}: name one of them.";
            }
        }
    }

    private static IEnumerable<string> OfStorage(E2ERequest request)
    {
        if (InstanceMistake(request.ObjectStorageInstance, "Object Storage", StorageServices, null) is { } instance)
        {
            yield return instance;
        }

        if (request.StorageClass is not (StorageClass.Smart or StorageClass.Standard or StorageClass.Vault or StorageClass.Cold or StorageClass.OneRateActive))
        {
            yield return $"A bucket of class {request.StorageClass} cannot be made: Smart, Standard, Vault or Cold.";
        }

        if (request.Bucket is not null && !IsBucketName(request.Bucket))
        {
            yield return $"The bucket name '{request.Bucket}' cannot be used: 3 to 63 lower-case letters, digits, dots and hyphens, a letter or digit at both ends.";
        }

        if (request.ResourceGroupId is { } group && string.IsNullOrWhiteSpace(group))
        {
            yield return "The id of the resource group is empty: leave it out for the account's default one.";
        }
    }

    private static string? LuksMistake(Luks.LuksFormatOptions? options)
    {
        try
        {
            if (options is null)
            {
                return "No LUKS options are given: leave them out for the defaults.";
            }

            options.Validate();
            return options.DetachedHeader ? "A LUKS header of its own cannot be imported: leave DetachedHeader out." : null;
        }
        catch (ArgumentException e)
        {
            return $"The LUKS options do not fit: {e.Message}";
        }
    }

    private static string? InstanceMistake(string? text, string what, string[] services, IbmRegion? region)
    {
        if (text is null || Guid.TryParse(text, out _))
        {
            return null;
        }

        return !Crn.TryParse(text, out var crn) ? $"'{text}' names no {what} instance: give its GUID or its CRN."
            : !services.Contains(crn.ServiceName) ? $"'{text}' is of the service {crn.ServiceName}, not an instance of {what}."
            : region is { } wanted && wanted != default && crn.Region != wanted.Name
                ? $"The {what} instance is in {crn.Region}, the request is for {wanted}: keys, bucket and import have to be in one region."
            : null;
    }

    private static string GuidOf(string instance) => Crn.TryParse(instance, out var crn) ? crn.ServiceInstance : instance;

    private static bool IsBucketName(string name) =>
        name.Length is >= 3 and <= 63 && char.IsAsciiLetterOrDigit(name[0]) && char.IsAsciiLetterOrDigit(name[^1])
        && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '-')
        && !name.StartsWith("cosv1-", StringComparison.Ordinal) && !name.StartsWith("account-", StringComparison.Ordinal);
}
