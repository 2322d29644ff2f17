namespace IBMCloud.Emulator;

/// <summary>
/// How an import fails whose wrapped key or image turns out to be wrong. No failure signal was ever documented, so a client must survive each.
/// What the call's own arguments show (names, regions, missing fields) is refused at once in any case.
/// </summary>
public enum ImportFailureShape
{
    /// <summary>The call itself answers HTTP 500 with the reason.</summary>
    AtOnce,

    /// <summary>The call succeeds; the template answers 404 some stages later.</summary>
    TemplateDisappears,

    /// <summary>The call succeeds; the copy's transaction never ends.</summary>
    TransactionNeverEnds,
}
