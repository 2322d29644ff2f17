using System.Text.Json;
using IBMCloud.Core;
using IBMCloud.E2E.Tool.Keys;
using IBMCloud.SoftLayer;

namespace IBMCloud.E2E.Tool.Configuration;

/// <summary>
/// Who calls the cloud. A secret comes from the environment or from a file, never from a flag's value, which every user of the machine can see, and never
/// from the config file itself.
/// </summary>
internal sealed class CallerSecrets : IDisposable
{
    public const string ApiKeyVariable = "IBMCLOUD_E2E_API_KEY";
    public const string ClassicKeyVariable = "IBMCLOUD_E2E_CLASSIC_KEY";

    /// <summary>What IBM's own command line reads.</summary>
    public const string CommonApiKeyVariable = "IBMCLOUD_API_KEY";

    private const int LongestKeyFile = 64 << 10;

    private CallerSecrets(SecretString apiKey, SecretString? classicKey, string? classicUser)
    {
        ApiKey = apiKey;
        ClassicKey = classicKey;
        SoftLayer = classicKey is null ? null : SoftLayerCredential.ClassicKey(classicUser!, classicKey);
    }

    public SecretString ApiKey { get; }

    public SoftLayerCredential? SoftLayer { get; }

    private SecretString? ClassicKey { get; }

    /// <summary>Finds the keys; where one is missing, tells the configuration and gives null.</summary>
    public static CallerSecrets? Read(ToolConfiguration configuration, CloudFile? cloud)
    {
        var apiKey = Find(configuration, Settings.ApiKeyFile, ApiKeyVariable, cloud?.ApiKey, CommonApiKeyVariable);
        var user = configuration.Text(Settings.ClassicUser) ?? cloud?.SoftLayerUser;
        var classicKey = user is null ? null : Find(configuration, Settings.ClassicKeyFile, ClassicKeyVariable, cloud?.SoftLayerKey);
        if (apiKey is null)
        {
            configuration.Mistake($"No API key is given. Set {ApiKeyVariable} or {CommonApiKeyVariable} in the environment, or name a file that holds it with {Settings.ApiKeyFile.Flag}.");
        }

        if (user is not null && classicKey is null)
        {
            configuration.Mistake($"The classic user '{user}' has no key. Set {ClassicKeyVariable} in the environment, or name a file that holds it with {Settings.ClassicKeyFile.Flag}.");
        }
        else if (user is null && (configuration.Has(Settings.ClassicKeyFile) || Variable(ClassicKeyVariable) is not null))
        {
            configuration.Mistake($"A classic key is given without its user. Set {Settings.ClassicUser.Flag}.");
        }
        else if (user?.Contains(':', StringComparison.Ordinal) == true)
        {
            configuration.Mistake($"The classic user '{user}' cannot be used: a user name has no colon.");
        }
        else if (apiKey is not null)
        {
            return new CallerSecrets(apiKey, classicKey, user);
        }

        apiKey?.Dispose();
        classicKey?.Dispose();
        return null;
    }

    public void Dispose()
    {
        ApiKey.Dispose();
        ClassicKey?.Dispose();
    }

    // The layers' order: what is nearest to the call wins. The config file's own choice and what other tools read come last.
    private static SecretString? Find(ToolConfiguration configuration, Setting file, string variable, SecretString? ofCloud, string? otherVariable = null)
    {
        var named = configuration.Find(file);
        return named?.Layer == SettingLayer.CommandLine ? FromFile(configuration, file, named)
            : Variable(variable) is { } text ? SecretString.FromString(text)
            : named?.Layer == SettingLayer.Environment ? FromFile(configuration, file, named)
            : ofCloud is not null ? ofCloud
            : named is not null ? FromFile(configuration, file, named)
            : otherVariable is not null && Variable(otherVariable) is { } common ? SecretString.FromString(common)
            : null;
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name)?.Trim() is { Length: > 0 } text ? text : null;

    private static SecretString? FromFile(ToolConfiguration configuration, Setting setting, GivenValue named)
    {
        var path = configuration.PathOf(setting)!;
        using var bytes = SecretFile.Read(path, LongestKeyFile);
        var text = bytes.Span.Trim(" \t\r\n"u8);
        if (text.StartsWith("{"u8))
        {
            return FromDownload(text) ?? throw ToolException.Usage($"'{path}' ({named.Origin}) is JSON without an API key: it needs a member \"apikey\".");
        }

        return text.IsEmpty || text.IndexOfAny((byte)'\n', (byte)' ') >= 0
            ? throw ToolException.Usage($"'{path}' ({named.Origin}) does not hold a key: it needs the key alone, in one line.")
            : SecretString.FromUtf8(text);
    }

    /// <summary>The JSON that the console offers for download when it has made a key: <c>{"name":…,"apikey":…}</c>.</summary>
    private static SecretString? FromDownload(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.PropertyName && (reader.ValueTextEquals("apikey"u8) || reader.ValueTextEquals("apiKey"u8)) && reader.Read()
                    && reader.TokenType == JsonTokenType.String && !reader.ValueIsEscaped && !reader.ValueSpan.IsEmpty)
                {
                    return SecretString.FromUtf8(reader.ValueSpan);
                }
            }

            return null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
