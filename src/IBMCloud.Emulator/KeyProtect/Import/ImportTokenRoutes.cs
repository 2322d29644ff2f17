using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using IBMCloud.Emulator.Access;
using IBMCloud.Emulator.Hosting;
using IBMCloud.Emulator.KeyProtect.Keys;

namespace IBMCloud.Emulator.KeyProtect.Import;

/// <summary>
/// Import tokens (spec iam-keyprotect §5.4).
/// <code>
/// POST /import_token   200 or 201   {expiration 300..86400 s, default 600; maxAllowedRetrievals 1..500, default 1}; replaces the earlier token
/// GET  /import_token   200          adds payload (base64 of a PEM public key) and nonce; each one uses up a retrieval
/// </code>
/// </summary>
internal static class ImportTokenRoutes
{
    private const int KeyBits = 4096;

    // A pair of 4096 bits takes seconds to make: one serves the process, and tokens differ by their nonce, which every import proves.
    private static readonly Lazy<string> KeyPair = new(() =>
    {
        using var rsa = RSA.Create(KeyBits);
        return rsa.ExportRSAPrivateKeyPem();
    });

    public static void Map(Action<string, string, KeyProtectRoute> map)
    {
        map("POST", "import_token", Create);
        map("GET", "import_token", Retrieve);
    }

    private static KeyProtectAnswer Create(KeyProtectRequest request)
    {
        request.Require(KeyProtectRoles.ImportTokenCreate);
        var lifetime = request.Body.Number("expiration") ?? 600;
        var retrievals = request.Body.Number("maxAllowedRetrievals") ?? 1;
        if (lifetime is < 300 or > 86_400)
        {
            throw KeyProtectErrors.Field("expiration", "it is 300 to 86400 seconds.");
        }

        if (retrievals is < 1 or > 500)
        {
            throw KeyProtectErrors.Field("maxAllowedRetrievals", "it is 1 to 500.");
        }

        var rsa = RSA.Create();
        rsa.ImportFromPem(KeyPair.Value);
        request.Store.ImportToken?.Dispose();
        request.Store.ImportToken = new ImportToken
        {
            CreatedAt = request.Now,
            ExpiresAt = request.Now.AddSeconds(lifetime),
            MaxRetrievals = (int)retrievals,
            RemainingRetrievals = (int)retrievals,
            KeyPair = rsa,
        };
        return new(request.Switches.ImportTokenCreatedStatus, Json(request.Store.ImportToken));
    }

    private static KeyProtectAnswer Retrieve(KeyProtectRequest request)
    {
        request.Require(KeyProtectRoles.ImportTokenRead);
        if (request.Store.ImportToken is not { } token || token.ExpiresAt <= request.Now || token.RemainingRetrievals == 0)
        {
            throw KeyImport.Expired();
        }

        token.RemainingRetrievals--;
        var json = Json(token);
        json["payload"] = Convert.ToBase64String(Encoding.ASCII.GetBytes(token.KeyPair.ExportSubjectPublicKeyInfoPem()));
        json["nonce"] = Convert.ToBase64String(token.Nonce);
        return new(200, json);
    }

    private static JsonObject Json(ImportToken token) => new()
    {
        ["id"] = token.Id,
        ["creationDate"] = KeyJson.Time(token.CreatedAt),
        ["expirationDate"] = KeyJson.Time(token.ExpiresAt),
        ["maxAllowedRetrievals"] = token.MaxRetrievals,
        ["remainingRetrievals"] = token.RemainingRetrievals,
    };
}
