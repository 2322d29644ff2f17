using IBMCloud.Emulator.SoftLayer.Rest;

namespace IBMCloud.Emulator.SoftLayer.Transactions;

/// <summary>Work on an object: steps that each take a stage of the cloud's clock. Where it stands is worked out when it is looked at.</summary>
/// <param name="id">Id.</param>
/// <param name="group">Name of its group, such as "Cloud Image Import".</param>
/// <param name="begins">When the first step begins.</param>
/// <param name="stage">How long a step takes.</param>
/// <param name="steps">The steps.</param>
internal sealed class Transaction(long id, string group, DateTimeOffset begins, TimeSpan stage, params TransactionStep[] steps)
{
    public long Id { get; } = id;

    /// <summary>When the last step ends; never for one that hangs.</summary>
    public DateTimeOffset EndsAt { get; private set; } = begins + (stage * steps.Length);

    /// <summary>Set where the work cannot be finished: the transaction then stays for ever, with these words.</summary>
    public string? StuckBecause { get; private set; }

    public bool IsRunning(DateTimeOffset now) => now >= begins && now < EndsAt;

    /// <summary>The transaction hangs from now on.</summary>
    public void Hang(string because) => (StuckBecause, EndsAt) = (because, DateTimeOffset.MaxValue);

    public SoftLayerObject Show(DateTimeOffset now)
    {
        var step = stage > TimeSpan.Zero ? Math.Clamp((int)((now - begins) / stage), 0, steps.Length - 1) : steps.Length - 1;
        return new SoftLayerObject()
            .Local("id", Id)
            .Local("createDate", begins)
            .Local("modifyDate", now)
            .Local("statusChangeDate", begins + (stage * step))
            .Local("elapsedSeconds", (long)(now - begins).TotalSeconds)
            .Relation("transactionGroup", () => new SoftLayerObject().Local("name", group).Local("averageTimeToComplete", "1.62"))
            .Relation("transactionStatus", () => new SoftLayerObject()
                .Local("name", steps[step].Name)
                .Local("friendlyName", StuckBecause ?? steps[step].FriendlyName)
                .Local("averageDuration", ".32"));
    }
}
