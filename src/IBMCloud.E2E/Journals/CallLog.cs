using IBMCloud.Core;

namespace IBMCloud.E2E;

/// <summary>Collects the calls of a step. It is bounded: calls alike in a row become one record, and where there are too many, those that only read go first.</summary>
internal sealed class CallLog
{
    /// <summary>Most records that are kept of a step.</summary>
    public const int MostRecords = 48;

    private const int LongestText = 200;
    private readonly Lock _changing = new();
    private readonly List<CallRecord> _records;
    private int _leftOut;

    public CallLog(StepRecord earlier)
    {
        _records = [.. earlier.Calls];
        _leftOut = earlier.CallsLeftOut;
    }

    /// <summary>Notes a call; from any thread.</summary>
    public void Add(IbmCloudCall call)
    {
        lock (_changing)
        {
            if (_records is [.., var last] && last.Service == call.Service && last.Operation == Short(call.Operation) && last.Method == call.Method && last.Status == call.Status)
            {
                _records[^1] = last with { Count = last.Count + 1, LastAt = call.At, LastRequestId = Short(call.RequestId) };
                return;
            }

            _records.Add(new CallRecord
            {
                At = call.At,
                Service = call.Service,
                Operation = Short(call.Operation)!,
                Method = call.Method,
                Status = call.Status,
                RequestId = Short(call.RequestId),
            });
            if (_records.Count > MostRecords)
            {
                // What changed something matters longest; of those, the first and the last.
                var reading = _records.FindIndex(one => one.Method is "GET" or "HEAD");
                _records.RemoveAt(reading >= 0 ? reading : MostRecords / 2);
                _leftOut++;
            }
        }
    }

    public void WriteTo(StepRecord record)
    {
        lock (_changing)
        {
            (record.Calls, record.CallsLeftOut) = ([.. _records], _leftOut);
        }
    }

    // Ids come from the services; one that is none must not fill the journal.
    private static string? Short(string? text) => text is { Length: > LongestText } ? text[..LongestText] : text;
}
