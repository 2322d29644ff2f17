namespace IBMCloud.Emulator.SoftLayer.Accounts;

/// <summary>
/// Permissions of a classic user by their key names (spec softlayer §6). Which one gates the import was not published; here it is
/// <see cref="PublicImageManage"/>, with all that changes an image.
/// </summary>
internal static class ClassicPermissions
{
    public const string VirtualGuestView = "VIRTUAL_GUEST_VIEW";
    public const string AccessAllGuests = "ACCESS_ALL_GUEST";
    public const string ServerAdd = "SERVER_ADD";
    public const string PublicNetworkCompute = "PUBLIC_NETWORK_COMPUTE";
    public const string ServerCancel = "SERVER_CANCEL";
    public const string SshKeyManagement = "CUSTOMER_SSH_KEY_MANAGEMENT";
    public const string EventLogView = "USER_EVENT_LOG_VIEW";
    public const string PublicImageManage = "PUBLIC_IMAGE_MANAGE";

    public static IReadOnlyList<string> All { get; } =
        [VirtualGuestView, AccessAllGuests, ServerAdd, PublicNetworkCompute, ServerCancel, SshKeyManagement, EventLogView, PublicImageManage];
}
