using System.Runtime.CompilerServices;
using IBMCloud.Core;
using IBMCloud.KeyProtect.Wire;

namespace IBMCloud.KeyProtect;

public sealed partial class KeyProtectClient
{
    /// <summary>The resources that are registered with a key, or with any key of the instance. Only the services themselves change them.</summary>
    /// <param name="key">Id or alias of a key; all keys where <see langword="null"/>.</param>
    /// <param name="resourceCrn">Only this resource; a star at the end stands for anything.</param>
    /// <param name="preventsKeyDeletion">Only those that prevent the deletion of their key, or only those that do not.</param>
    /// <param name="cancellationToken">Stops the listing.</param>
    public async IAsyncEnumerable<Registration> ListRegistrationsAsync(
        string? key = null, string? resourceCrn = null, bool? preventsKeyDeletion = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        const string Operation = "list registrations";
        var prevents = preventsKeyDeletion switch { true => "true", false => "false", null => null };
        for (var offset = 0; ; offset += PageSize)
        {
            var sending = key is null
                ? _api.ListRegistrationsAsync(PageSize, offset, prevents, resourceCrn, Operation, cancellationToken)
                : _api.ListRegistrationsAsync(key, PageSize, offset, prevents, resourceCrn, Operation, cancellationToken);
            var items = (await ReadAsync(sending, Operation, KeyProtectJson.Default.CollectionWireRegistrationWire).ConfigureAwait(false)).Resources ?? [];
            foreach (var item in items)
            {
                if (Crn.TryParse(item.ResourceCrn, out var resource))
                {
                    yield return new Registration
                    {
                        KeyId = item.KeyId ?? "",
                        Resource = resource,
                        Description = string.IsNullOrEmpty(item.Description) ? null : item.Description,
                        PreventsKeyDeletion = item.PreventKeyDeletion,
                        CreatedAt = item.CreatedAt,
                        UpdatedAt = item.UpdatedAt,
                        Version = KeyReading.Version(item.Version),
                    };
                }
            }

            if (items.Count < PageSize)
            {
                yield break;
            }
        }
    }
}
