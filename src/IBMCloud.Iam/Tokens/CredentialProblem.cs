namespace IBMCloud.Iam;

/// <summary>Why IAM gave no token.</summary>
public enum CredentialProblem
{
    /// <summary>Something else; the code and text of the exception say what.</summary>
    Other,

    /// <summary>No such API key: deleted, mistyped, or of another environment (<c>BXNIM0415E</c>).</summary>
    ApiKeyNotFound,

    /// <summary>The API key is disabled or its identity is locked.</summary>
    Disabled,

    /// <summary>The account allows logins from other addresses only.</summary>
    AddressNotAllowed,

    /// <summary>A token that was shown in exchange is invalid or has ended (<c>BXNIM0407E</c>, <c>BXNIM0408E</c>, <c>BXNIM0439E</c>).</summary>
    TokenRejected,

    /// <summary>The trusted profile does not exist or does not trust this compute resource.</summary>
    ProfileNotAllowed,

    /// <summary>This machine has no token of a compute resource to show, or it cannot be read.</summary>
    ComputeResourceTokenMissing,
}
