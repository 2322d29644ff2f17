using IBMCloud.Core;

namespace IBMCloud.SoftLayer;

/// <content>What can be known about an order before it is sent.</content>
public sealed partial class VirtualGuestClient
{
    /// <summary>Looks whether an order can be built: sizes and place are offered, the template is there, idle, and has a copy in the datacenter. Nothing is ordered.</summary>
    /// <param name="order">The order.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>What stands against it, each with what to do; empty where nothing does.</returns>
    /// <exception cref="IbmCloudException">The service refused or failed.</exception>
    public async Task<IReadOnlyList<string>> CheckAsync(VirtualGuestOrder order, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(order);
        order.Validate();
        var options = await GetOptionsAsync(cancellationToken).ConfigureAwait(false);
        return [.. options.Check(order), .. Check(await FindTemplateAsync(order, cancellationToken).ConfigureAwait(false), order)];
    }

    private static IEnumerable<string> Check(ImageTemplate? template, VirtualGuestOrder order)
    {
        if (template is null)
        {
            yield return $"The account has no image template {order.TemplateGlobalIdentifier}, or this user may not see it. Take ImageTemplate.GlobalIdentifier of one that it has.";
            yield break;
        }

        if (!template.IsReady)
        {
            yield return $"Image template {template.Id} is not ready ({string.Join(", ", template.Running.DefaultIfEmpty("it has no copy"))}). Wait for it with ImageTemplates.WaitUntilReadyAsync.";
        }

        if (template.Children is { Count: > 0 } copies && copies.All(copy => !string.Equals(copy.Datacenter?.Name, order.Datacenter, StringComparison.OrdinalIgnoreCase)))
        {
            yield return $"Image template {template.Id} has no copy in {order.Datacenter}, only in {string.Join(", ", copies.Select(copy => copy.Datacenter?.Name))}. "
                + "Order there, or copy it with ImageTemplates.AddLocationsAsync.";
        }
    }

    private async Task<ImageTemplate?> FindTemplateAsync(VirtualGuestOrder order, CancellationToken cancellationToken)
    {
        var found = await _rest.ListAsync(
            new SoftLayerCall("SoftLayer_Account", "getBlockDeviceTemplateGroups")
            {
                Mask = ObjectMask.Of(SoftLayerJson.Default.ImageTemplate),
                Filter = ObjectFilter.For(SoftLayerJson.Default.ImageTemplate, "blockDeviceTemplateGroups").Where("globalIdentifier", FilterCondition.Is(order.TemplateGlobalIdentifier)),
            },
            SoftLayerJson.Default.IReadOnlyListImageTemplate,
            cancellationToken).ConfigureAwait(false);
        return found.FirstOrDefault(one => string.Equals(one.GlobalIdentifier, order.TemplateGlobalIdentifier, StringComparison.OrdinalIgnoreCase));
    }
}
