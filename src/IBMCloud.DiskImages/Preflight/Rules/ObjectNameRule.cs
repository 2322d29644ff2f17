namespace IBMCloud.DiskImages.Preflight.Rules;

/// <summary>The object's name ends as the import wants it.</summary>
internal sealed class ObjectNameRule(string source, string extension, string documented) : PreflightRule("object-name", source)
{
    public override ValueTask<PreflightFinding> CheckAsync(PreflightSubject subject, CancellationToken cancellationToken) => ValueTask.FromResult(subject.Options.ObjectName switch
    {
        null => CannotTell("No object name was given.", $"Name the object {documented}."),
        var name when name.EndsWith(documented["NAME".Length..], StringComparison.Ordinal) && name.Length > documented.Length - "NAME".Length =>
            Ok($"'{PreflightText.Printable(name)}' has the form {documented}."),
        var name when name.EndsWith(extension, StringComparison.Ordinal) && name.Length > extension.Length =>
            Warn($"'{PreflightText.Printable(name)}' ends in {extension}, but the documented form is {documented}.", $"Name the object {documented}."),
        var name => Fail($"'{PreflightText.Printable(name)}' does not end in {extension}.", $"Name the object {documented}."),
    });
}
