using IBMCloud.Emulator.Hosting;
using Microsoft.AspNetCore.Http;

namespace IBMCloud.Emulator.Iam.Identities;

/// <summary>Entity tags: change on every write; a write must name the current one, or <c>*</c> (spec iam-keyprotect §2, §3).</summary>
internal static class EntityTag
{
    public static string Of(string id, int revision) => $"{revision}-{ApiKey.DigestOf(id)[..32].ToLowerInvariant()}";

    /// <summary>Checks the request's If-Match.</summary>
    /// <exception cref="ServiceError">It is missing or stale.</exception>
    public static void Require(HttpContext context, string current, int refusalStatus, string code)
    {
        var sent = context.Header("If-Match")?.Trim('"');
        if (sent != "*" && sent != current)
        {
            throw new ServiceError(refusalStatus, code, sent is null
                ? "The If-Match header is missing. Read the entity and send its tag."
                : "The entity was changed since it was read (If-Match does not fit). Read it again and repeat the change.");
        }
    }
}
