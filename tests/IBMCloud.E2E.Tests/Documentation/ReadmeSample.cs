using IBMCloud.Core;

namespace IBMCloud.E2E.Tests.Documentation;

/// <summary>The sample of README.md, compiled as it stands there. It names the live cloud and orders a server, so what runs is <see cref="WorkflowSamples"/>.</summary>
internal static class ReadmeSample
{
    public static async Task<string?> RunAsync()
    {
        #region in-your-program
        using var apiKey = SecretString.FromString(Environment.GetEnvironmentVariable("IBMCLOUD_API_KEY")!);
        using var workflow = new E2EWorkflow(new E2EOptions { ApiKey = apiKey });
        var request = new E2ERequest
        {
            Name = "web-image",
            Image = ImageInput.File("debian-12.vhd"),
            Region = IbmRegion.EuDe,
            OsReferenceCode = "DEBIAN_12_64",
            Server = new ServerRequest { Hostname = "web", Domain = "example.com" },
        };
        Console.WriteLine((await workflow.PlanAsync(request)).ToText());     // reads only: what would be made, what it costs, what is missing
        var result = await workflow.RunAsync(request);                       // orders the server, which is billed
        Console.WriteLine((await workflow.VerifyAsync(request)).ToText());   // proves the result
        #endregion
        return result.Journal.Facts.TemplateGlobalIdentifier;
    }
}
