namespace IBMCloud.Iam;

/// <summary>What is there now, and whether this call made it.</summary>
/// <typeparam name="T">What was asked for.</typeparam>
/// <param name="Value">What is there.</param>
/// <param name="Created">This call made it; otherwise it was there before.</param>
public sealed record Ensured<T>(T Value, bool Created);
