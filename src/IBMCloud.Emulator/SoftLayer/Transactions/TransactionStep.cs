namespace IBMCloud.Emulator.SoftLayer.Transactions;

/// <summary>A step of a transaction.</summary>
/// <param name="Name">Key, such as <c>CLOUD_TRANSFER_DISK_TEMPLATE</c>.</param>
/// <param name="FriendlyName">Words.</param>
internal sealed record TransactionStep(string Name, string FriendlyName);
