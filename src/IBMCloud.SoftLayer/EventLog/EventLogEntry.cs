namespace IBMCloud.SoftLayer;

/// <summary>One entry of classic infrastructure's event log (<c>SoftLayer_Event_Log</c>).</summary>
public sealed record EventLogEntry
{
    /// <summary>What happened, for example <c>Power On</c>.</summary>
    public string? EventName { get; init; }

    /// <summary>When, with the offset of the user's zone.</summary>
    public DateTimeOffset? EventCreateDate { get; init; }

    /// <summary>Kind of object: <c>CCI</c> is a virtual server, <c>Image</c> an image template.</summary>
    public string? ObjectName { get; init; }

    /// <summary>The object.</summary>
    public long? ObjectId { get; init; }

    /// <summary>The object's name at that time.</summary>
    public string? Label { get; init; }

    /// <summary><c>CUSTOMER</c>, <c>EMPLOYEE</c> or <c>SYSTEM</c>.</summary>
    public string? UserType { get; init; }

    /// <summary>Who; absent for the system.</summary>
    public string? Username { get; init; }

    /// <summary>From where.</summary>
    public string? IpAddress { get; init; }

    /// <summary>Joins the entries of one action.</summary>
    public string? TraceId { get; init; }

    /// <summary>More, as JSON text, or empty.</summary>
    public string? MetaData { get; init; }
}
