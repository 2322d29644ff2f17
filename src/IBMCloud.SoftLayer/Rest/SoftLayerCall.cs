using System.Globalization;
using System.Text;

namespace IBMCloud.SoftLayer;

/// <summary>
/// One REST call of any SoftLayer service (API reference, "REST"): what is called, on which object, and how much of the answer is wanted.
/// <code>
/// GET | POST {base}/{Service}[/{id}]/{method}.json[?objectMask=…&amp;objectFilter=…&amp;resultLimit=offset,limit]
/// body of a POST: {"parameters":[arg1,arg2,…]}    positional, names are never sent
/// </code>
/// </summary>
/// <param name="Service">Service, for example <c>SoftLayer_Account</c>.</param>
/// <param name="Method">Method, for example <c>getObject</c>. It is always named, also where a verb would imply it.</param>
/// <param name="Id">Init parameter: the object; <see langword="null"/> for static methods and the account's own.</param>
public sealed record SoftLayerCall(string Service, string Method, long? Id = null)
{
    /// <summary>What to answer with; <see langword="null"/>: all local properties.</summary>
    public ObjectMask? Mask { get; init; }

    /// <summary>Which objects to answer with.</summary>
    public ObjectFilter? Filter { get; init; }

    /// <summary>Part of a list.</summary>
    public ResultLimit? Limit { get; init; }

    /// <summary>
    /// Whether the call changes nothing, or sending it twice has the effect of sending it once; <see langword="null"/>: yes without arguments, no with them.
    /// </summary>
    public bool? Idempotent { get; init; }

    /// <summary>Longest time for one attempt; <see langword="null"/> takes the options'.</summary>
    public TimeSpan? AttemptTimeout { get; init; }

    /// <summary>The call's name, for errors and traces.</summary>
    public string Operation => $"{Service}/{Method}";

    /// <summary>The address relative to the base address.</summary>
    internal Uri Address()
    {
        Check(Service, nameof(Service));
        Check(Method, nameof(Method));
        var text = new StringBuilder(Service);
        if (Id is { } id)
        {
            text.Append('/').Append(id.ToString(CultureInfo.InvariantCulture));
        }

        text.Append('/').Append(Method).Append(".json");
        var separator = '?';
        Add("objectMask", Mask?.ToString());
        Add("objectFilter", Filter?.ToString());
        Add("resultLimit", Limit?.ToString());
        return new Uri(text.ToString(), UriKind.Relative);

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                text.Append(separator).Append(name).Append('=').Append(Uri.EscapeDataString(value));
                separator = '&';
            }
        }
    }

    // A name becomes a part of the path: nothing that could lead elsewhere may pass.
    private static void Check(string name, string parameter)
    {
        if (name.Length == 0 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'))
        {
            throw new ArgumentException($"'{name}' is no name of a SoftLayer service or method: letters, digits and underscores.", parameter);
        }
    }
}
