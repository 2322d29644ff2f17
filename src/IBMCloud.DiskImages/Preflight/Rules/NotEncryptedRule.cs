using IBMCloud.DiskImages.FileSystems;
using IBMCloud.DiskImages.Preflight.Guest;

namespace IBMCloud.DiskImages.Preflight.Rules;

/// <summary>What is to be encrypted is not encrypted already: twice encrypted, no server starts from it.</summary>
internal sealed class NotEncryptedRule() : PreflightRule("not-encrypted", PreflightSource.ClassicEncryption)
{
    public override ValueTask<PreflightFinding> CheckAsync(PreflightSubject subject, CancellationToken cancellationToken) => ValueTask.FromResult(subject switch
    {
        { Refusal.Reason: DiskImageError.KeyRequired } => Fail($"The image is encrypted already ({FormatOf(subject)}).",
            IsForm(subject) ? "Import it as it is, or give its key to look into it. Do not encrypt it again." : "Give its key, so that it is decrypted first. Do not encrypt it again."),
        { Guest: { } guest } => OfDisk(subject, guest),
        _ => CannotTell("The disk in the image could not be opened.", "Mend what the findings above say first."),
    });

    private PreflightFinding OfDisk(PreflightSubject subject, GuestDisk guest)
    {
        if (guest.Nested is DiskImageFormat.Luks1 or DiskImageFormat.Luks2)
        {
            return Fail($"The disk in the image is itself a {PreflightText.Of(guest.Nested)} container.", "Use the disk that was put into it.");
        }

        if (guest.Volumes.FirstOrDefault(volume => volume.Kind == FileSystemKind.Luks) is { } volume)
        {
            return Warn($"{PreflightText.Capitalized(volume.ToString())} is a LUKS container of the guest's own: its server waits for a passphrase on the console.",
                "Remove the guest's own encryption where its server is to start alone.");
        }

        return Ok(!subject.IsEncrypted ? "No sign of encryption."
            : IsForm(subject) ? $"The image is a {FormatOf(subject)} and opens with the key: import it as it is."
            : $"The image is a {FormatOf(subject)} and opens with the key: it is decrypted before it is encrypted as the target takes it.");
    }

    private static string FormatOf(PreflightSubject subject) => PreflightText.Of(subject.Format!.Value);

    private static bool IsForm(PreflightSubject subject) => (subject.Target, subject.Format) is
        (PreflightTarget.ClassicVhd, DiskImageFormat.EncryptedVhd) or
        (PreflightTarget.ClassicLuks, DiskImageFormat.Luks1 or DiskImageFormat.Luks2) or
        (PreflightTarget.Vpc, DiskImageFormat.EncryptedQcow2);
}
