using System.Text.Json.Nodes;

namespace IBMCloud.Emulator.Iam.Identities;

/// <summary>An API key on the wire (spec iam-keyprotect §2; mandatory members: spec clients §4).</summary>
internal static class ApiKeyJson
{
    /// <param name="key">The key.</param>
    /// <param name="accountId">The account.</param>
    /// <param name="value">Its value where it may be shown; null gives empty text.</param>
    public static JsonObject Write(ApiKey key, string accountId, string? value)
    {
        var json = new JsonObject
        {
            ["id"] = key.Id,
            ["entity_tag"] = EntityTag.Of(key.Id, key.Revision),
            ["crn"] = $"crn:v1:bluemix:public:iam-identity::a/{accountId}::apikey:{key.Id}",
            ["locked"] = key.Locked,
            ["disabled"] = key.Disabled,
            ["created_at"] = IdentityDialect.Time(key.CreatedAt),
            ["created_by"] = key.CreatedBy,
            ["modified_at"] = IdentityDialect.Time(key.ModifiedAt),
            ["name"] = key.Name,
            ["support_sessions"] = key.SupportSessions,
            ["action_when_leaked"] = key.ActionWhenLeaked,
            ["iam_id"] = key.IamId,
            ["account_id"] = accountId,
            ["apikey"] = value ?? "",
        };
        if (key.Description is not null)
        {
            json["description"] = key.Description;
        }

        if (key.ExpiresAt is { } expires)
        {
            json["expires_at"] = IdentityDialect.Time(expires);
        }

        return json;
    }
}
