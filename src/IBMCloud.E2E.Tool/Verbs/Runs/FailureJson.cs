using System.Text.Json;
using IBMCloud.Core;
using IBMCloud.E2E.Tool.Terminal;

namespace IBMCloud.E2E.Tool.Verbs.Runs;

/// <summary>A failure, for programs: the exit code, the sentences, and what the exception knows.</summary>
internal static class FailureJson
{
    public static void Write(Utf8JsonWriter json, Exception error)
    {
        var failure = Failure.Of(error);
        json.WriteStartObject("error");
        json.WriteNumber("exitCode", failure.ExitCode);
        json.WriteString("message", failure.Message);
        if ((error as StoppedRunException)?.Resume is { } resume)
        {
            json.WriteString("resume", resume);
        }

        for (var cause = error; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case E2EStepException step:
                    json.WriteString("step", step.StepId);
                    json.WriteBoolean("rolledBack", step.RolledBack is not null);
                    break;
                case RunJournalException journal:
                    json.WriteString("journal", JsonNamingPolicy.CamelCase.ConvertName(journal.Reason.ToString()));
                    break;
                case E2ERequestException request:
                    json.WriteStrings("mistakes", request.Mistakes);
                    break;
                case IbmCloudException cloud:
                    json.WriteString("service", cloud.Service);
                    json.WriteString("operation", cloud.Operation);
                    if (cloud.Status is { } status)
                    {
                        json.WriteNumber("status", (int)status);
                    }

                    json.WriteString("code", cloud.Code);
                    json.WriteString("correlationId", cloud.CorrelationId);
                    json.WriteBoolean("retryable", cloud.IsRetryable);

                    // What is underneath says the same again.
                    json.WriteEndObject();
                    return;
            }
        }

        json.WriteEndObject();
    }
}
