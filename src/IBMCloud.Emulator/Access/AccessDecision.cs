namespace IBMCloud.Emulator.Access;

/// <summary>The answer of <see cref="Authorizer.Authorize"/>.</summary>
/// <param name="Allowed">True if a policy grants the action.</param>
/// <param name="Reason">Why not and what to do, for error texts; empty when allowed.</param>
internal sealed record AccessDecision(bool Allowed, string Reason)
{
    public static AccessDecision Granted { get; } = new(true, "");
}
