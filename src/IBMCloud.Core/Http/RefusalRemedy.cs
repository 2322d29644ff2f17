using System.Net;

namespace IBMCloud.Core;

/// <summary>What a user can do about a status, where the service's own text does not say.</summary>
internal static class RefusalRemedy
{
    public static string Of(HttpStatusCode status) => status switch
    {
        HttpStatusCode.BadRequest => "Correct the request; repeating it as it is will not help.",
        HttpStatusCode.Unauthorized => "Check that the API key is of this account, is enabled and is not expired.",
        HttpStatusCode.Forbidden => "Give the identity of the API key a role that allows this; a new policy needs some minutes to take effect.",
        HttpStatusCode.NotFound => "Check the id and the account; what was made just now may need some seconds to be seen.",
        HttpStatusCode.Conflict or HttpStatusCode.PreconditionFailed => "Read its present state, then decide again.",
        HttpStatusCode.Gone => "It was deleted.",
        HttpStatusCode.TooManyRequests => "Wait, then try again with fewer calls at once.",
        >= HttpStatusCode.InternalServerError => "Try again later; if it goes on, give the correlation id to IBM's support.",
        >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest => "Redirects are not followed: set the service's own address in IbmCloudEndpoints.",
        _ => "Correct the request.",
    };
}
