namespace IBMCloud.Emulator.Hosting;

/// <summary>Why a bearer token is refused; the same words on every service.</summary>
internal static class TokenErrors
{
    public static ServiceError Missing() => new(401, ServiceError.TokenMissing,
        "The request has no bearer token. Send 'Authorization: Bearer <IAM token>'.");

    public static ServiceError Invalid() => new(401, ServiceError.TokenInvalid,
        "The bearer token is not one of this cloud. Get a token from its IAM at /identity/token.");

    public static ServiceError Expired() => new(401, ServiceError.TokenExpired, "The bearer token has expired. Get a new token and repeat the call.");
}
