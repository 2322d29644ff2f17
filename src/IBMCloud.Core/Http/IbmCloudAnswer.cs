using System.Net;
using System.Runtime.ExceptionServices;
using System.Text.Json;

namespace IBMCloud.Core;

/// <summary>Reads one value from an answer's body.</summary>
/// <typeparam name="T">The value.</typeparam>
/// <param name="body">The body as UTF-8; zeroed when the answer is disposed.</param>
public delegate T? AnswerReader<T>(ReadOnlySpan<byte> body);

/// <summary>
/// A service's answer, read whole. The clients read from it what they need and dispose it, which zeroes the body. A refusal becomes an
/// <see cref="IbmCloudException"/> that has the service's own code and text.
/// </summary>
public sealed class IbmCloudAnswer : IDisposable
{
    private readonly HttpResponseMessage _response;
    private readonly string _service;
    private readonly string _operation;

    private IbmCloudAnswer(HttpResponseMessage response, string service, string operation)
    {
        _response = response;
        _service = service;
        _operation = operation;
        ErrorText = response.IsSuccessStatusCode ? ServiceErrorText.None : ServiceErrorText.Read(Body.Span);
        CorrelationId = RequestIds.Of(response) ?? ErrorText.TransactionId ?? RequestIds.Of(response.RequestMessage);
    }

    /// <summary>HTTP status.</summary>
    public HttpStatusCode Status => _response.StatusCode;

    /// <summary>The status is one of 200 to 299.</summary>
    public bool IsSuccess => _response.IsSuccessStatusCode;

    /// <summary>The service's own error code, or <see langword="null"/>.</summary>
    public string? ErrorCode => ErrorText.Code;

    /// <summary>The service's own error text, or <see langword="null"/>.</summary>
    public string? ErrorMessage => ErrorText.Message;

    /// <summary>The id under which IBM's support finds the call, or <see langword="null"/>.</summary>
    public string? CorrelationId { get; }

    /// <summary>The ETag header as sent, quotes included, or <see langword="null"/>.</summary>
    public string? ETag => _response.Headers.TryGetValues("ETag", out var values) ? values.First() : null;

    /// <summary>A header of the answer, or <see langword="null"/>.</summary>
    /// <param name="name">Its name.</param>
    public string? Header(string name) => _response.Headers.TryGetValues(name, out var values) ? values.First() : null;

    private ReadOnlyMemory<byte> Body => ((SecretContent)_response.Content).Body;

    private ServiceErrorText ErrorText { get; }

    /// <summary>Waits for a response whose request asked for its whole answer.</summary>
    /// <param name="sending">The request on its way through the chain of <see cref="IbmCloudHttp"/>.</param>
    /// <param name="service">Service, for errors.</param>
    /// <param name="operation">What is asked, for errors.</param>
    /// <exception cref="IbmCloudTransportException">No answer came.</exception>
    public static async Task<IbmCloudAnswer> ReceiveAsync(Task<HttpResponseMessage> sending, string service, string operation)
    {
        ArgumentNullException.ThrowIfNull(sending);
        var response = await UnwrapAsync(sending).ConfigureAwait(false);
        return response.Content is SecretContent
            ? new IbmCloudAnswer(response, service, operation)
            : throw new InvalidOperationException("The request did not ask for its whole answer: set IbmCloudRequest.WholeAnswer.");
    }

    // Refit puts what the chain throws into an exception of its own, which holds the request with its token: it must not get out.
    private static async Task<HttpResponseMessage> UnwrapAsync(Task<HttpResponseMessage> sending)
    {
        try
        {
            return await sending.ConfigureAwait(false);
        }
        catch (Refit.ApiRequestException e) when (e.InnerException is { } own)
        {
            ExceptionDispatchInfo.Throw(own);
            throw;
        }
    }

    /// <summary>Reads the body.</summary>
    /// <typeparam name="T">The value.</typeparam>
    /// <param name="reader">Reads the value.</param>
    /// <exception cref="IbmCloudException">The service refused, or answered something that is not what its documentation says.</exception>
    public T Read<T>(AnswerReader<T> reader)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(reader);
        EnsureSuccess();
        try
        {
            return reader(Body.Span) ?? throw Unreadable(null);
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            // The reader's own message may quote the body, which may hold a secret: only its kind goes on.
            throw Unreadable(e.GetType().Name);
        }
    }

    /// <summary>Reads the body of a refusal, where it says more than a code and a text.</summary>
    /// <typeparam name="T">The value.</typeparam>
    /// <param name="reader">Reads the value.</param>
    /// <returns>The value, or <see langword="null"/> where the body has another form: error bodies are not always JSON.</returns>
    public T? TryReadError<T>(AnswerReader<T> reader)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(reader);
        try
        {
            return reader(Body.Span);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Throws where the service refused.</summary>
    /// <exception cref="IbmCloudException">The service refused.</exception>
    public void EnsureSuccess()
    {
        if (!IsSuccess)
        {
            throw ToException();
        }
    }

    /// <summary>The refusal as an exception.</summary>
    /// <param name="remedy">What to do, where the caller knows better than the status says.</param>
    public IbmCloudException ToException(string? remedy = null) => new(
        _service,
        _operation,
        $"{_service} refused to {_operation}: {(int)Status}{(ErrorCode is { } code ? $" {code}" : "")}{(ErrorMessage is { } text ? $", {text.TrimEnd('.')}" : "")}. {remedy ?? RefusalRemedy.Of(Status)}")
    {
        Status = Status,
        Code = ErrorCode,
        CorrelationId = CorrelationId,
        IsRetryable = Status is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or (>= HttpStatusCode.InternalServerError and not HttpStatusCode.NotImplemented),
    };

    /// <summary>Zeroes the body.</summary>
    public void Dispose() => _response.Dispose();

    private IbmCloudException Unreadable(string? failure) => new(
        _service,
        _operation,
        $"{_service} answered {(int)Status} to '{_operation}', but the body is not what its documentation says{(failure is null ? "" : $" ({failure})")}. "
        + "Check that the configured endpoint is this service; if it is, report the correlation id.")
    {
        Status = Status,
        CorrelationId = CorrelationId,
    };
}
