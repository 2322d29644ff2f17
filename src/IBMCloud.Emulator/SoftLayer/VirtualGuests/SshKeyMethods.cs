using System.Globalization;
using IBMCloud.Emulator.Hosting;
using IBMCloud.Emulator.SoftLayer.Accounts;
using IBMCloud.Emulator.SoftLayer.Rest;

namespace IBMCloud.Emulator.SoftLayer.VirtualGuests;

/// <summary>SoftLayer_Security_Ssh_Key: keys that orders name.</summary>
internal sealed class SshKeyMethods(EmulatedCloud cloud, SoftLayerState state)
{
    private const string Service = "SoftLayer_Security_Ssh_Key";

    public void Map(MethodTable table)
    {
        table.AddObject(Service, call => Find(call).Show());
        table.Add(Service, "createObject", call =>
        {
            call.Require(ClassicPermissions.SshKeyManagement);
            var draft = call.OnlyObject("a key");
            var text = Arguments.Text(draft, "key") ?? "";
            if (!text.StartsWith("ssh-", StringComparison.Ordinal) && !text.StartsWith("ecdsa-", StringComparison.Ordinal))
            {
                throw SoftLayerErrors.InvalidValue("'key' is no public key of SSH. Send one line such as 'ssh-ed25519 AAAA… comment'.");
            }

            if (state.SshKeys.Any(one => one.Key == text))
            {
                throw SoftLayerErrors.Public("SSH key already exists in the account. Use the one that is there.");
            }

            var key = new SshKey(state.NextId(), Arguments.Text(draft, "label") ?? "", text, Arguments.Text(draft, "notes") ?? "", cloud.Clock.GetUtcNow());
            state.SshKeys.Add(key);
            return SoftLayerValue.Of(key.Show());
        });
        table.Add(Service, "deleteObject", call =>
        {
            call.Require(ClassicPermissions.SshKeyManagement);
            return SoftLayerValue.Of(state.SshKeys.Remove(Find(call)));
        });
    }

    private SshKey Find(MethodCall call) =>
        state.SshKeys.FirstOrDefault(key => key.Id.ToString(CultureInfo.InvariantCulture) == call.Target.Id) ?? throw call.NotFound();
}
