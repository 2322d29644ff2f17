namespace IBMCloud.E2E;

/// <summary>How to check a claim without this product.</summary>
/// <param name="Claim">The claim.</param>
/// <param name="Command">What to type into a POSIX shell that has curl, jq and sha256sum.</param>
/// <param name="Prints">What it prints where the claim holds.</param>
public sealed record HandCheck(string Claim, string Command, string Prints);
