namespace IBMCloud.KeyProtect.Tests.Operations;

/// <summary>One operation of the client: what it sends, who may, how to call it, and how to see that its effect happened once.</summary>
/// <param name="Name">Method of the client.</param>
/// <param name="Route">What it sends.</param>
/// <param name="Role">The least role that may.</param>
/// <param name="Act">Calls it.</param>
public sealed record KeyOperation(string Name, string Route, string Role, Func<OperationWorld, KeyProtectClient, Task> Act)
{
    /// <summary>Brings about what the call needs.</summary>
    public Func<OperationWorld, Task> Arrange { get; init; } = _ => Task.CompletedTask;

    /// <summary>Fails the test where the effect is missing or happened twice.</summary>
    public Func<OperationWorld, Task> Check { get; init; } = _ => Task.CompletedTask;
}
