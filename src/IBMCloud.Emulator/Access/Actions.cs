namespace IBMCloud.Emulator.Access;

/// <summary>Actions that do not belong to one service.</summary>
internal static class Actions
{
    public const string InstanceRetrieve = "resource-controller.instance.retrieve";
    public const string InstanceWrite = "resource-controller.instance.write";
    public const string ResourceGroupRetrieve = "resource-controller.group.retrieve";
    public const string ResourceGroupWrite = "resource-controller.group.write";
    public const string KeyRead = "resource-controller.key.retrieve";
    public const string KeyWrite = "resource-controller.key.write";
    public const string PolicyRead = "iam.policy.read";
    public const string PolicyWrite = "iam.policy.write";
    public const string ServiceIdRead = "iam-identity.serviceid.read";
    public const string ServiceIdWrite = "iam-identity.serviceid.write";
}
