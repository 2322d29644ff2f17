namespace IBMCloud.Iam;

/// <summary>One attribute of a policy's subject or resource.</summary>
/// <param name="Key">Name, for example <c>serviceName</c>.</param>
/// <param name="Value">Value; <c>true</c> or <c>false</c> for <c>stringExists</c>.</param>
/// <param name="Operator"><c>stringEquals</c>, <c>stringMatch</c> (wildcards) or <c>stringExists</c>.</param>
public sealed record PolicyAttribute(string Key, string Value, string Operator = PolicyAttribute.StringEquals)
{
    /// <summary>The value is equal.</summary>
    public const string StringEquals = "stringEquals";

    /// <summary>The attribute is there, or is not.</summary>
    public const string StringExists = "stringExists";
}
