using System.Security.Cryptography;
using System.Text;
using IBMCloud.Emulator.Access;
using IBMCloud.Emulator.Hosting;
using Microsoft.AspNetCore.Http;

namespace IBMCloud.Emulator.SoftLayer.Accounts;

/// <summary>
/// Who may call classic infrastructure, and by which header (spec softlayer §1.2): Basic with user name and classic key, Basic with the name
/// <c>apikey</c> and an IBM Cloud API key of a user, or a bearer token that carries the linked account. A service ID has no classic user.
/// </summary>
internal sealed class ClassicUsers
{
    private const string ApiKeyName = "apikey";
    private readonly EmulatedCloud _cloud;
    private readonly List<ClassicUser> _users;

    public ClassicUsers(EmulatedCloud cloud)
    {
        _cloud = cloud;
        AccountId = long.TryParse(cloud.Options.LinkedClassicAccount, out var account) ? account : null;
        lock (cloud.State.Gate)
        {
            _users = AccountId is null ? [] :
            [
                .. cloud.State.Iam.Users.Values.Select((user, index) => user == cloud.State.Iam.Importer
                    ? Importing(index, cloud.State.Iam.ClassicUserName, cloud.State.Iam.ClassicApiKey, user)
                    : User(index, $"{cloud.Options.LinkedClassicAccount}_{user.Email}", RandomNumberGenerator.GetHexString(64, lowercase: true), user)),
            ];
        }
    }

    /// <summary>The classic (IMS) account, or null where none is linked.</summary>
    public long? AccountId { get; }

    /// <summary>The user that holds the classic key which the emulator hands out; null where no account is linked.</summary>
    public ClassicUser? Importer => ByIamId(_cloud.State.Iam.Importer.IamId);

    /// <summary>The account owner's classic user; null where no account is linked.</summary>
    public ClassicUser? Owner => ByIamId(_cloud.State.Iam.Owner.IamId);

    /// <summary>A user by its id, or null.</summary>
    public ClassicUser? Find(long? id) => _users.FirstOrDefault(user => user.Id == id);

    /// <summary>Whose request it is.</summary>
    /// <exception cref="ServiceError">401, or 500 for a token that ended or lacks the account.</exception>
    public ClassicUser Authenticate(HttpContext context)
    {
        var header = context.Request.Headers.Authorization.ToString();
        return header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase) ? ByBasic(header["Basic ".Length..].Trim())
            : header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? ByToken(header["Bearer ".Length..].Trim())
            : throw SoftLayerErrors.AccessDenied();
    }

    private ClassicUser Importing(int index, string name, string key, Iam.Identities.User user)
    {
        var importer = User(index, name, key, user);
        if (_cloud.Options.ClassicPermissions is { } granted)
        {
            importer.Permissions.IntersectWith(granted);
        }

        return importer;
    }

    private ClassicUser User(int index, string name, string key, Iam.Identities.User user) =>
        new(4_400_100 + index, name, key, user.Email, new Identity(IdentityKind.User, user.IamId, _cloud.State.Iam.AccountId));

    private ClassicUser ByBasic(string encoded)
    {
        var bytes = new byte[encoded.Length];
        if (!Convert.TryFromBase64String(encoded, bytes, out var count) || Encoding.UTF8.GetString(bytes, 0, count).Split(':', 2) is not [var name, var key])
        {
            throw SoftLayerErrors.AccessDenied();
        }

        return (name == ApiKeyName
            ? _cloud.Tokens.FromApiKey(key) is { } identity ? ByIamId(identity.IamId) : null
            : _users.FirstOrDefault(user => user.UserName == name && user.Key == key)) ?? throw SoftLayerErrors.AccessDenied();
    }

    private ClassicUser ByToken(string token)
    {
        try
        {
            var user = ByIamId(_cloud.Tokens.Authenticate(token).IamId) ?? throw SoftLayerErrors.AccessDenied();
            return Iam.Tokens.TokenIssuer.ClassicAccountOf(token) == _cloud.Options.LinkedClassicAccount ? user : throw SoftLayerErrors.TokenLacksAccount();
        }
        catch (ServiceError refused) when (refused.IsAboutToken)
        {
            throw refused.Code == ServiceError.TokenExpired ? SoftLayerErrors.TokenExpired() : SoftLayerErrors.AccessDenied();
        }
    }

    private ClassicUser? ByIamId(string iamId) => _users.FirstOrDefault(user => user.Identity.IamId == iamId);
}
