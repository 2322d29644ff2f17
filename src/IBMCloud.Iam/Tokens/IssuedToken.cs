using IBMCloud.Core;

namespace IBMCloud.Iam;

/// <summary>A fresh token with its life as counted from the answer on, which a wrong clock on either side does not change.</summary>
internal sealed record IssuedToken(SecretString Value, TimeSpan Life);
