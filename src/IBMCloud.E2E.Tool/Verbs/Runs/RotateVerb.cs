using System.CommandLine;
using IBMCloud.E2E.Tool.Terminal;

namespace IBMCloud.E2E.Tool.Verbs.Runs;

/// <summary><c>rotate</c>: a new version of the root key, and the data key wrapped anew.</summary>
internal static class RotateVerb
{
    public static Command Create() => WorkflowVerb.Create("rotate",
        "Rotate a run's root key and wrap its data key anew. Image, template and server stay as they are. At most once an hour.",
        needsRequest: false, [], async (session, cancel) =>
        {
            var rotated = await session.Workflow.RotateRootKeyAsync(session.RunName, cancel).ConfigureAwait(false);
            Result.Write(session.Json,
                () => $"The root key {rotated.RootKeyCrn} is rotated; version {rotated.KeyVersion ?? "unknown"} wraps the data key now.",
                json =>
                {
                    json.WriteString("run", session.RunName);
                    json.WriteString("rootKeyCrn", rotated.RootKeyCrn);
                    json.WriteString("keyVersion", rotated.KeyVersion);
                });
            return ExitCode.Done;
        });
}
