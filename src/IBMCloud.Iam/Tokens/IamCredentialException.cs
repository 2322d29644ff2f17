using IBMCloud.Core;

namespace IBMCloud.Iam;

/// <summary>IAM refused to give a token. Repeating will not help: the key, the profile or the account's settings must change.</summary>
public sealed class IamCredentialException : IbmCloudException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="problem">Why.</param>
    /// <param name="message">What happened and what to do.</param>
    public IamCredentialException(CredentialProblem problem, string message)
        : base("IAM", "get a token", message) => Problem = problem;

    /// <summary>Why.</summary>
    public CredentialProblem Problem { get; }

    internal static IbmCloudException From(IbmCloudAnswer answer)
    {
        var general = answer.ToException();
        if (general.IsRetryable || (int)answer.Status is < 400 or >= 500)
        {
            return general;
        }

        var problem = ProblemOf(answer.ErrorCode, answer.ErrorMessage);
        return new IamCredentialException(problem, answer.ToException(RemedyOf(problem)).Message)
        {
            Status = answer.Status,
            Code = answer.ErrorCode,
            CorrelationId = answer.CorrelationId,
        };
    }

    private static CredentialProblem ProblemOf(string? code, string? text) => code switch
    {
        "BXNIM0415E" => CredentialProblem.ApiKeyNotFound,
        "BXNIM0407E" or "BXNIM0408E" or "BXNIM0439E" => CredentialProblem.TokenRejected,
        // No code is documented for these: the text is all there is.
        _ when Says(text, "IP address") => CredentialProblem.AddressNotAllowed,
        _ when Says(text, "disabled") || Says(text, "locked") => CredentialProblem.Disabled,
        _ when Says(text, "profile") => CredentialProblem.ProfileNotAllowed,
        _ => CredentialProblem.Other,
    };

    private static bool Says(string? text, string word) => text?.Contains(word, StringComparison.OrdinalIgnoreCase) == true;

    private static string? RemedyOf(CredentialProblem problem) => problem switch
    {
        CredentialProblem.ApiKeyNotFound => "Check that the API key is complete, was not deleted, and belongs to this endpoint; make a new one under Manage > Access (IAM) > API keys.",
        CredentialProblem.Disabled => "Enable the API key, or unlock its identity, under Manage > Access (IAM).",
        CredentialProblem.AddressNotAllowed => "Call from an allowed address, or add this one under Manage > Access (IAM) > Settings > IP address access.",
        CredentialProblem.TokenRejected => "Log in again.",
        CredentialProblem.ProfileNotAllowed => "Check the trusted profile's name and that its trust conditions match this compute resource.",
        _ => null,
    };
}
