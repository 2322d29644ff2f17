using IBMCloud.Core;
using IBMCloud.Emulator.ObjectStorage;

namespace IBMCloud.Emulator.SoftLayer.ImageTemplates;

/// <summary>The boot disk in a template, and in servers made from it.</summary>
/// <param name="Content">The file's bytes.</param>
/// <param name="Format">What the file is: <c>VHD</c> or <c>RAW</c>.</param>
/// <param name="Capacity">The disk's size in bytes.</param>
/// <param name="Key">The key under which it is encrypted, or null.</param>
internal sealed record TemplateDisk(ObjectContent Content, string Format, long Capacity, DiskKey? Key);

/// <summary>The wrapped key of a disk and the root key that unwraps it: remembered with the template, and never asked for again.</summary>
/// <param name="RootKey">CRN of the root key.</param>
/// <param name="WrappedKey">The ciphertext of wrap.</param>
internal sealed record DiskKey(Crn RootKey, string WrappedKey);
