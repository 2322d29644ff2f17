namespace IBMCloud.ObjectStorage;

/// <summary>A bucket's storage class, fixed when it is made.</summary>
public enum StorageClass
{
    /// <summary>One that this version does not know.</summary>
    Unknown,

    /// <summary>For data in daily use.</summary>
    Standard,

    /// <summary>Priced by use; no retrieval fee, no minimum size or duration. The default for images.</summary>
    Smart,

    /// <summary>For data used about once a month; every read is billed.</summary>
    Vault,

    /// <summary>For data used about once a quarter; every read is billed.</summary>
    Cold,

    /// <summary>Legacy: can be met, not made.</summary>
    Flex,

    /// <summary>The only class of One-Rate instances, and of no others.</summary>
    OneRateActive,
}
