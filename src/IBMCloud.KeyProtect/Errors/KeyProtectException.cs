using System.Text.Json;
using IBMCloud.Core;
using IBMCloud.KeyProtect.Wire;

namespace IBMCloud.KeyProtect;

/// <summary>Key Protect refused. The message has the cause, then what to do.</summary>
public sealed class KeyProtectException : IbmCloudException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="problem">Why.</param>
    /// <param name="service">Service.</param>
    /// <param name="operation">What was asked.</param>
    /// <param name="message">What happened, to what, and what to do next.</param>
    /// <param name="innerException">The failure underneath, or <see langword="null"/>.</param>
    public KeyProtectException(KeyProtectProblem problem, string service, string operation, string message, Exception? innerException = null)
        : base(service, operation, message, innerException) => Problem = problem;

    /// <summary>Why.</summary>
    public KeyProtectProblem Problem { get; }

    /// <summary>The field at fault, where the service names one.</summary>
    public string? Field { get; private init; }

    internal static IbmCloudException From(IbmCloudAnswer answer)
    {
        var general = answer.ToException();
        if (answer.ErrorCode != KeyProtectRefusal.DamagedKey && (general.IsRetryable || (int)answer.Status is < 400 or >= 500))
        {
            return general;
        }

        var field = answer.TryReadError(static body => JsonSerializer.Deserialize(body, KeyProtectJson.Default.CollectionWireRefusalWire))
            ?.Resources?.FirstOrDefault()?.Reasons?.FirstOrDefault()?.Target?.Name;
        var code = answer.ErrorCode ?? KeyProtectRefusal.CodeIn(answer.ErrorMessage);
        var problem = KeyProtectRefusal.ProblemOf(answer.Status, code, field);
        KeyTelemetry.Refused(problem);
        return new KeyProtectException(problem, general.Service, general.Operation, answer.ToException(KeyProtectRefusal.RemedyOf(problem, code)).Message)
        {
            Status = answer.Status,
            Code = code,
            CorrelationId = answer.CorrelationId,
            Field = field,
            IsRetryable = problem == KeyProtectProblem.TooEarly,
        };
    }
}
