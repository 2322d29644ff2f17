using System.IO.Enumeration;

namespace IBMCloud.Emulator.Access;

/// <summary>One condition of a policy on its subject or resource; operators as in policy v2.</summary>
internal sealed record PolicyAttribute(string Key, string Operator, string Value)
{
    public const string StringEquals = "stringEquals";
    public const string StringMatch = "stringMatch";
    public const string StringExists = "stringExists";

    /// <summary>Whether an actual value (null: the attribute is absent) meets the condition.</summary>
    public bool Matches(string? actual) => Operator switch
    {
        StringEquals => actual == Value,
        StringMatch => actual is not null && FileSystemName.MatchesSimpleExpression(Value, actual, ignoreCase: false),
        StringExists => (actual is not null) == (Value == "true"),
        _ => false,
    };
}
