using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using IBMCloud.Emulator.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace IBMCloud.Emulator.Iam.Identities;

/// <summary>
/// Paging of the Identity lists (spec iam-keyprotect §2): <c>pagesize</c> 1..100, default 20; <c>next</c> is a full URL whose opaque <c>pagetoken</c> holds
/// place and filters, so that <c>account_id</c> is not needed again.
/// </summary>
internal sealed class EntityPage
{
    private readonly HttpContext _context;
    private readonly Dictionary<string, StringValues> _query;
    private readonly int _size;
    private readonly int _offset;

    public EntityPage(HttpContext context, string accountId)
    {
        _context = context;
        _size = context.QueryNumber("pagesize", absent: 20, least: 1, most: 100);
        if (context.Query("pagetoken") is { } token)
        {
            _query = Decode(token);
            _offset = int.Parse(_query["offset"].ToString(), NumberStyles.None, CultureInfo.InvariantCulture);
        }
        else
        {
            _query = context.Request.Query.ToDictionary();
            _query.Remove("pagesize");
            var account = this["account_id"] ?? throw IdentityDialect.Invalid("account_id", "required where there is no pagetoken.");
            if (account != accountId)
            {
                throw new ServiceError(403, ServiceError.Forbidden, $"The token's account is not '{account}'. Use a token of that account.");
            }
        }
    }

    /// <summary>A filter of the query, also on later pages; null where it is absent.</summary>
    public string? this[string name] => _query.GetValueOrDefault(name).ToString() is { Length: > 0 } value ? value : null;

    /// <summary>Writes one page of the list.</summary>
    public Task WriteAsync<T>(string member, IEnumerable<T> all, Func<T, JsonObject> toJson)
    {
        var page = all.Skip(_offset).Take(_size + 1).ToList();
        var body = new JsonObject
        {
            ["context"] = new JsonObject { ["transaction_id"] = RequestGate.CorrelationIdOf(_context), ["operation"] = "list" },
            ["offset"] = _offset,
            ["limit"] = _size,
            ["first"] = UrlAt(0),
        };
        if (_offset > 0)
        {
            body["previous"] = UrlAt(Math.Max(0, _offset - _size));
        }

        if (page.Count > _size)
        {
            body["next"] = UrlAt(_offset + _size);
            page.RemoveAt(_size);
        }

        body[member] = new JsonArray([.. page.Select(toJson)]);
        return JsonAnswer.WriteAsync(_context, 200, body);
    }

    private static Dictionary<string, StringValues> Decode(string token)
    {
        try
        {
            return QueryHelpers.ParseQuery(Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token)));
        }
        catch (FormatException)
        {
            throw IdentityDialect.Invalid("pagetoken", "not one that a list answered.");
        }
    }

    private string UrlAt(int offset)
    {
        var place = new Dictionary<string, StringValues>(_query) { ["offset"] = offset.ToString(CultureInfo.InvariantCulture) };
        place.Remove("pagetoken");
        var token = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(QueryHelpers.AddQueryString("", place)));
        return $"{_context.BaseAddress()}{_context.Request.Path}?pagesize={_size}&pagetoken={token}";
    }
}
