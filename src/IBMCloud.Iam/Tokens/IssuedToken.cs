using IBMCloud.Core;

namespace IBMCloud.Iam;

/// <summary>A fresh token with its life as counted from the answer on, which a wrong clock on either side does not change.</summary>
/// <param name="Value">The token, without the word Bearer.</param>
/// <param name="Life">How long it is good from now on.</param>
public sealed record IssuedToken(SecretString Value, TimeSpan Life)
{
    /// <summary>The life; never the token.</summary>
    public override string ToString() => $"*** for {Life.TotalSeconds:0} s";
}
