using System.Text.Json.Nodes;

namespace IBMCloud.Emulator.KeyProtect;

/// <summary>What a route answers.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Body">The body, or null for none.</param>
internal sealed record KeyProtectAnswer(int Status, JsonNode? Body = null)
{
    public static KeyProtectAnswer NoContent { get; } = new(204);

    /// <summary>The envelope of almost everything: <c>{metadata, resources}</c>.</summary>
    public static KeyProtectAnswer Collection(int status, string type, IEnumerable<JsonObject> resources, int? totalCount = null)
    {
        var array = new JsonArray([.. resources]);
        var metadata = new JsonObject { ["collectionType"] = $"application/vnd.ibm.kms.{type}+json", ["collectionTotal"] = array.Count };
        if (totalCount is not null)
        {
            metadata["totalCount"] = totalCount;
        }

        return new(status, new JsonObject { ["metadata"] = metadata, ["resources"] = array });
    }
}
