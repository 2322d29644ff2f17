using System.CommandLine;
using IBMCloud.E2E.Tool.Verbs;
using IBMCloud.E2E.Tool.Verbs.Runs;

namespace IBMCloud.E2E.Tool;

/// <summary>The command line: what each verb takes. A verb's own work is in its class.</summary>
internal static class ToolCommand
{
    public static RootCommand Create() => new("Encrypted IBM Cloud servers with keys that only you control.")
    {
        EncryptVerb.Create(),
        DecryptVerb.Create(),
        InspectVerb.Create(),
        CompareVerb.Create(),
        ConvertVerb.Create(),
        PreflightVerb.Create(),
        LuksVerbs.Create(),
        PlanVerb.Create(),
        RunVerb.Create(),
        RunVerb.CreateResume(),
        VerifyVerb.Create(),
        AuditVerb.Create(),
        ReportVerb.Create(),
        RotateVerb.Create(),
        RekeyVerb.Create(),
        TearDownVerb.Create(),
        ConfigVerb.Create(),
        EmulatorVerb.Create(),
        CompletionVerb.Create(),
    };
}
