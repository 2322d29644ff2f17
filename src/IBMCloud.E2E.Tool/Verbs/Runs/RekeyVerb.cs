using System.CommandLine;
using IBMCloud.E2E.Tool.Terminal;

namespace IBMCloud.E2E.Tool.Verbs.Runs;

/// <summary><c>rekey</c>: a new data key for a LUKS image in its bucket, without encrypting its data again.</summary>
internal static class RekeyVerb
{
    public static Command Create() => WorkflowVerb.Create("rekey",
        "Give a run's LUKS image in its bucket a new data key by another header; its data stay as they are. A VHD has no keyslots: ends with 5.",
        needsRequest: false, [], async (session, cancel) =>
        {
            var rekeyed = await session.Workflow.RekeyImageAsync(session.RunName, cancel).ConfigureAwait(false);
            Result.Write(session.Json,
                () => $"The object has a new header, ETag {rekeyed.ObjectETag}; only the new data key opens it."
                    + (rekeyed.TemplateWithFormerKey is { } template ? $" The image template {template} is a copy from before and goes on opening with the former one." : ""),
                json =>
                {
                    json.WriteString("run", session.RunName);
                    json.WriteString("objectETag", rekeyed.ObjectETag);
                    json.WriteString("keyVersion", rekeyed.KeyVersion);
                    if (rekeyed.TemplateWithFormerKey is { } template)
                    {
                        json.WriteNumber("templateWithFormerKey", template);
                    }
                });
            return ExitCode.Done;
        });
}
