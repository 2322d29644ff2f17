namespace IBMCloud.DiskImages.Preflight;

/// <summary>Where rules are written.</summary>
internal static class PreflightSource
{
    public const string ClassicImport = "IBM Cloud Docs, Image templates: preparing and importing images";
    public const string ClassicEncryption = "IBM Cloud Docs, Image templates: using end-to-end (E2E) encryption to provision an encrypted instance";
    public const string ClassicLuks = "IBM Cloud Docs, Image templates: encrypting images with LUKS (August 2018 to March 2019)";
    public const string VpcImages = "IBM Cloud Docs, VPC: creating a Linux custom image";
    public const string VpcEncryption = "IBM Cloud Docs, VPC: creating an encrypted custom image";
    public const string VhdFormat = "Virtual Hard Disk Image Format Specification 1.0";
    public const string Ext4 = "Linux kernel documentation: ext4 data structures, the journal";
}
