namespace IBMCloud.E2E.Tests.Documentation;

/// <summary>The samples of docs/workflow.md: each region is one block there, word for word, and is run by <see cref="LifeDocumentationTests"/>.</summary>
internal static class LifeSamples
{
    public static E2ERequest OfTemplate(E2ERequest request, long templateId)
    {
        #region image-template
        request = request with { Image = ImageInput.Template(templateId) };
        #endregion
        return request;
    }

    public static E2ERequest OfServer(E2ERequest request, long serverId)
    {
        #region image-server
        request = request with { Image = ImageInput.Server(serverId) };
        #endregion
        return request;
    }

    public static async Task<TearDownReport> PlainCopiesAsync(E2EWorkflow workflow)
    {
        #region plain-copies
        TearDownReport report = await workflow.TearDownAsync("web-image", new TearDownOptions { PlainCopiesOnly = true });
        Console.WriteLine(report.ToText());
        #endregion
        return report;
    }

    public static async Task<E2EPlan> DryRunAsync(E2EWorkflow workflow, E2ERequest request)
    {
        #region dry-run
        E2EResult result = await workflow.RunAsync(request with { DryRun = true });
        Console.WriteLine(result.Plan!.ToText());
        #endregion
        return result.Plan;
    }

    public static E2ERequest Keys(E2ERequest request, string rootKeyCrn)
    {
        #region keys
        request = request with
        {
            RootKey = RootKeyChoice.Existing(rootKeyCrn), // names its Key Protect instance, too
            KeepDataKey = true,                           // the image can be decrypted without the root key
        };
        #endregion
        return request;
    }

    public static async Task<RekeyResult> RekeyAsync(E2EWorkflow workflow)
    {
        #region re-key
        RekeyResult result = await workflow.RekeyImageAsync("web-image");
        if (result.TemplateWithFormerKey is { } template)
        {
            Console.WriteLine($"image template {template} keeps its own copy, which opens with the former data key");
        }
        #endregion
        return result;
    }

    public static async Task<TearDownReport> ShredAsync(E2EWorkflow workflow)
    {
        #region crypto-shred
        var shred = new TearDownOptions { CryptoShred = true };
        foreach (PlannedRemoval removal in await workflow.PlanTearDownAsync("web-image", shred))
        {
            Console.WriteLine($"{removal.Title} {string.Join(", ", removal.Resources)}: {removal.Stays ?? removal.Detail ?? "will be removed"}");
        }

        TearDownReport report = await workflow.TearDownAsync("web-image", shred);
        foreach (TearDownItem item in report.Remaining)
        {
            Console.WriteLine($"still there: {item.Outcome.Detail}");
        }
        #endregion
        return report;
    }

    public static async Task<TearDownReport?> RollBackAsync(E2EWorkflow workflow, E2ERequest request)
    {
        #region roll-back
        try
        {
            await workflow.RunAsync(request with { RollBack = new TearDownOptions { DeleteKeys = true } });
        }
        catch (E2EStepException e)
        {
            Console.WriteLine(e.Message);
            return e.RolledBack; // what was removed, and what remained
        }
        #endregion
        return null;
    }
}
