using System.Text.Json;
using IBMCloud.E2E.Tool.Configuration;
using IBMCloud.E2E.Tool.Terminal;

namespace IBMCloud.E2E.Tool.Verbs.Runs;

/// <summary>What a run came to, for people and programs.</summary>
internal static class RunText
{
    public static string Of(WorkflowSession session, E2EResult result)
    {
        var facts = result.Journal.Facts;
        var made = result.Outcomes.Values.Count(outcome => outcome.Kind == StepOutcomeKind.Created);
        var lines = new List<string>
        {
            $"The run '{result.Journal.Name}' is done: {made} of {result.Outcomes.Count} steps made something.",
            Line("root key", facts.RootKeyCrn),
            Line("object", $"{facts.Bucket}/{facts.ObjectKey}"),
            Line("template", facts.TemplateId is { } template ? $"{template} ({facts.TemplateGlobalIdentifier})" : null),
            Line("server", facts.ServerId),
            Line("journal", JournalSettings.PlaceOf(session.Options.Journals, result.Journal.Name)),
        };
        lines.AddRange(result.Timeline?.Missing.Select(expected => Line("not shown", $"{expected.What} (events can be minutes late: ibmcloud-e2e audit)")) ?? []);
        return string.Join('\n', lines.Where(line => line.Length > 0));

        static string Line(string name, object? value) => value is null ? "" : $"{name + ":",-11}{value}";
    }

    public static void Write(Utf8JsonWriter json, E2EResult result)
    {
        var facts = result.Journal.Facts;
        json.WriteString("run", result.Journal.Name);
        json.WriteStartArray("steps");
        foreach (var (id, outcome) in result.Outcomes)
        {
            json.WriteStartObject();
            json.WriteString("id", id);
            json.WriteString("outcome", StepWord.Of(outcome.Kind));
            json.WriteStrings("resources", outcome.Resources);
            json.WriteString("detail", outcome.Detail);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("rootKeyCrn", facts.RootKeyCrn);
        json.WriteString("wrappedDataKey", facts.WrappedDataKey);
        json.WriteString("bucket", facts.Bucket);
        json.WriteString("object", facts.ObjectKey);
        WriteNumber("templateId", facts.TemplateId);
        json.WriteString("templateGlobalIdentifier", facts.TemplateGlobalIdentifier);
        WriteNumber("serverId", facts.ServerId);
        json.WriteStrings("missingEvents", result.Timeline?.Missing.Select(missing => missing.What) ?? []);

        void WriteNumber(string name, long? value)
        {
            if (value is { } number)
            {
                json.WriteNumber(name, number);
            }
            else
            {
                json.WriteNull(name);
            }
        }
    }
}
