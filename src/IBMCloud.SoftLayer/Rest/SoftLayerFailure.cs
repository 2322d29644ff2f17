using System.Net;
using IBMCloud.Core;

namespace IBMCloud.SoftLayer;

/// <summary>Makes the exception of a refused or failed call: what happened, in the service's words, and what to do.</summary>
internal static class SoftLayerFailure
{
    public static IbmCloudException From(SoftLayerCall call, HttpResponseMessage response, ReadOnlySpan<byte> body)
    {
        var wire = response.RequestMessage is { } request && request.Options.TryGetValue(AnswerHandler.WireStatus, out var status) ? status : (int)response.StatusCode;
        var fault = SoftLayerFault.Read(body);
        var said = fault is null ? body.IsEmpty ? "an empty answer" : "no error text" : $"\"{fault.Error.Trim()}\"";
        var target = call.Id is { } id ? $"{call.Operation} of {id}" : call.Operation;
        return new IbmCloudException(SoftLayerRest.ServiceName, call.Operation, $"SoftLayer did not do {target} (HTTP {wire}, {said}). {Remedy(call, response.StatusCode, fault)}")
        {
            Status = (HttpStatusCode)wire,
            Code = fault?.Code,
            CorrelationId = response.Headers.TryGetValues("X-Request-Id", out var ids) ? ids.First() : null,
            IsRetryable = fault?.Code == SoftLayerFault.NotReady
                || response.StatusCode is HttpStatusCode.TooManyRequests
                || call.Idempotent == true && response.StatusCode is >= HttpStatusCode.InternalServerError or HttpStatusCode.RequestTimeout,
        };
    }

    private static string Remedy(SoftLayerCall call, HttpStatusCode meaning, SoftLayerFault? fault) => meaning switch
    {
        HttpStatusCode.Unauthorized when fault?.Code == SoftLayerFault.TokenExpired =>
            "The access token ended or lacks the linked classic account: get one with response_type=cloud_iam,ims_portal.",
        HttpStatusCode.Unauthorized => "Check the user name and the key: a classic key goes with its classic user name, an IBM Cloud API key with the name apikey.",
        HttpStatusCode.NotFound => "It does not exist, or this user may not see it: classic infrastructure answers the same to both. Check the id, then the user's classic permissions and device access.",
        HttpStatusCode.TooManyRequests => "The account's limit of 50 requests a second is used up: send fewer at once.",
        HttpStatusCode.UnprocessableEntity when fault?.Code == SoftLayerFault.NotReady => "It is still being provisioned: wait and try again.",
        HttpStatusCode.UnprocessableEntity => "Correct what it names and call again.",
        _ when call.Idempotent == true => "The service failed: try again later; where the answer is a list, ask for less of it.",
        _ => "The service failed and may have done it all the same: look for its effect before you send it again.",
    };
}
