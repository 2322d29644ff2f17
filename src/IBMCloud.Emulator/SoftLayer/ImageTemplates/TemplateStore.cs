using IBMCloud.Emulator.Hosting;
using IBMCloud.Emulator.ObjectStorage;
using IBMCloud.Emulator.SoftLayer.Accounts;
using IBMCloud.Emulator.SoftLayer.Transactions;

namespace IBMCloud.Emulator.SoftLayer.ImageTemplates;

/// <summary>The account's image templates. Read and change it under the store's gate.</summary>
internal sealed class TemplateStore(EmulatedCloud cloud, SoftLayerState state)
{
    private readonly Dictionary<long, ImageTemplate> _templates = [];

    private DateTimeOffset Now => cloud.Clock.GetUtcNow();

    /// <summary>The account's own templates in the order of their ids.</summary>
    public IEnumerable<Rest.SoftLayerObject> Own() => [.. Present().Select(template => TemplateShape.Of(template, Now, state))];

    public IEnumerable<ImageTemplate> Present() => _templates.Values.Where(template => template.GoneAt > Now).OrderBy(template => template.Id);

    /// <summary>A template by its id or its UUID, or null.</summary>
    public ImageTemplate? Find(string? id) => Present().FirstOrDefault(template => Names(template.Id, template.GlobalIdentifier, id));

    /// <summary>A copy and its template, or null.</summary>
    public (ImageTemplate Template, TemplateCopy Copy)? FindCopy(string? id)
    {
        foreach (var template in Present())
        {
            if (template.Present(Now).FirstOrDefault(copy => Names(copy.Id, copy.GlobalIdentifier, id)) is { } copy)
            {
                return (template, copy);
            }
        }

        return null;
    }

    /// <summary>Starts a template, which from now on owns the draft's content: work on the parent for one stage, then on its first copy.</summary>
    public ImageTemplate Start(TemplateDraft draft, ClassicUser caller)
    {
        var (now, stage) = (Now, cloud.Options.StageDelay);
        var template = new ImageTemplate
        {
            Id = state.NextId(),
            GlobalIdentifier = Guid.NewGuid().ToString(),
            Name = draft.Name,
            Note = draft.Note,
            CreatedAt = now,
            CreatedBy = caller,
            Disk = draft.Disk,
            OsCode = draft.OsCode,
            CloudInit = draft.CloudInit,
            Byol = draft.Byol,
            BootMode = draft.BootMode,
            Transaction = new(state.NextId(), draft.Group, now, stage, new TransactionStep("CLOUD_CREATE_TEMPLATE", "Create Cloud Template")),
        };
        var copy = Copy(draft.Datacenter, draft.Group, now + stage, draft.CopySteps);
        template.Copies.Add(copy);
        _templates.Add(template.Id, template);
        state.Log.Add(draft.BeginEvent, "Image", template.Id, template.Name, caller, now);
        state.Work.Add(copy.Transaction.EndsAt, at => state.Log.Add(draft.EndEvent, "Image", template.Id, template.Name, null, at));
        return template;
    }

    /// <summary>One more copy, which takes as long as its steps.</summary>
    public TemplateCopy Copy(Datacenter datacenter, string group, DateTimeOffset begins, params TransactionStep[] steps) => new()
    {
        Id = state.NextId(),
        GlobalIdentifier = Guid.NewGuid().ToString(),
        Datacenter = datacenter,
        AppearsAt = begins,
        Transaction = new(state.NextId(), group, begins, cloud.Options.StageDelay, steps),
    };

    /// <summary>Deletes a template in all datacenters, after one stage.</summary>
    public Transaction Delete(ImageTemplate template, ClassicUser? caller)
    {
        template.Transaction = new(state.NextId(), "Cloud Template Delete", Now, cloud.Options.StageDelay, new TransactionStep("CLOUD_DELETE_TEMPLATE", "Delete Cloud Template"));
        template.GoneAt = template.Transaction.EndsAt;
        if (caller is not null)
        {
            state.Log.Add("Image Delete", "Image", template.Id, template.Name, caller, Now);
        }

        state.Work.Add(template.GoneAt, _ =>
        {
            _templates.Remove(template.Id);
            ContentStore.Drop(template.Disk.Content.Parts);
        });
        return template.Transaction;
    }

    private static bool Names(long id, string globalIdentifier, string? wanted) =>
        wanted == id.ToString(System.Globalization.CultureInfo.InvariantCulture) || string.Equals(wanted, globalIdentifier, StringComparison.OrdinalIgnoreCase);
}
