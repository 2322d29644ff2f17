namespace IBMCloud.DiskImages.Preflight;

/// <summary>A rule that an image has to keep.</summary>
/// <param name="name">Its name, which does not change.</param>
/// <param name="source">Where it is written.</param>
internal abstract class PreflightRule(string name, string source)
{
    public string Name => name;

    public abstract ValueTask<PreflightFinding> CheckAsync(PreflightSubject subject, CancellationToken cancellationToken);

    protected PreflightFinding Ok(string evidence) => Finding(PreflightVerdict.Ok, evidence, null);

    protected PreflightFinding Warn(string evidence, string remedy) => Finding(PreflightVerdict.Warn, evidence, remedy);

    protected PreflightFinding Fail(string evidence, string remedy) => Finding(PreflightVerdict.Fail, evidence, remedy);

    protected PreflightFinding CannotTell(string why, string remedy) => Finding(PreflightVerdict.CannotTell, why, remedy);

    private PreflightFinding Finding(PreflightVerdict verdict, string evidence, string? remedy) =>
        new() { Rule = name, Verdict = verdict, Evidence = evidence, Remedy = remedy, Source = source };
}
