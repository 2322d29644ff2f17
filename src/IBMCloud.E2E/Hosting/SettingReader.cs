using System.Globalization;
using System.Security.Cryptography;
using IBMCloud.Core;
using Microsoft.Extensions.Configuration;

namespace IBMCloud.E2E;

/// <summary>
/// Reads the values of one section by hand, which needs no reflection and reports every mistake rather than the first. A key that nobody asks for is a mistake:
/// a misspelt setting that is passed over is found at 3 a.m.
/// </summary>
internal sealed class SettingReader(IConfiguration section, List<string> mistakes)
{
    private const int LongestKeyFile = 64 << 10;
    private readonly HashSet<string> _known = new(StringComparer.OrdinalIgnoreCase);

    public string? Text(string key)
    {
        _known.Add(key);
        return section[key]?.Trim() is { Length: > 0 } text ? text : null;
    }

    public int Number(string key, int otherwise) => Read(key, otherwise, "a number",
        text => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null);

    // "30" would be 30 days.
    public TimeSpan Time(string key, TimeSpan otherwise) => Read(key, otherwise, "a time, as in 00:00:30",
        text => text.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var time) ? time : null);

    public IbmRegion? Region(string key)
    {
        if (Text(key) is not { } text)
        {
            return null;
        }

        if (IbmRegion.TryParse(text, out var region))
        {
            return region;
        }

        mistakes.Add($"{key} is '{text}': it must be a region, as in us-south.");
        return null;
    }

    public Uri? Address(string key) => Text(key) is { } text ? Address(key, text) : null;

    /// <summary>An address that must be there.</summary>
    public Uri? Needed(string key)
    {
        if (Text(key) is null)
        {
            mistakes.Add($"The endpoints lack an address for {key}: with addresses of your own, each service needs one.");
        }

        return Address(key);
    }

    /// <summary>The values of a list: <c>KEY:0</c>, <c>KEY:1</c> and so on.</summary>
    public IEnumerable<Uri> Addresses(string key) => Children(key).Select(child => Address(child.Path, child.Value ?? "")).OfType<Uri>();

    /// <summary>The addresses of a service by region: <c>KEY:us-south</c> and so on.</summary>
    public Dictionary<IbmRegion, Uri> AddressesByRegion(string key)
    {
        var found = new Dictionary<IbmRegion, Uri>();
        foreach (var child in Children(key))
        {
            if (!IbmRegion.TryParse(child.Key, out var region))
            {
                mistakes.Add($"'{child.Path}': '{child.Key}' is no region, as us-south is.");
            }
            else if (Address(child.Path, child.Value ?? "") is { } address)
            {
                found[region] = address;
            }
        }

        return found;
    }

    /// <summary>A secret under KEY, or in the file that <c>KEYFile</c> names. The value itself is in no message.</summary>
    public SecretString? Secret(string key)
    {
        var (text, path) = (Text(key), Text($"{key}File"));
        if (text is not null && path is not null)
        {
            mistakes.Add($"{key} and {key}File are both set: set one of them.");
            return null;
        }

        return text is not null ? SecretString.FromString(text) : path is not null ? FromFile($"{key}File", path) : null;
    }

    /// <summary>Whether there is a section of that name.</summary>
    public bool Has(string key) => section.GetSection(key).GetChildren().Any();

    public void Mistake(string text) => mistakes.Add(text);

    /// <summary>A section of its own.</summary>
    public SettingReader Section(string key)
    {
        _known.Add(key);
        return new SettingReader(section.GetSection(key), mistakes);
    }

    /// <summary>Reports the keys that nobody asked for.</summary>
    public void Finish()
    {
        foreach (var child in section.GetChildren().Where(child => !_known.Contains(child.Key)))
        {
            mistakes.Add($"'{child.Path}' is no setting. There are: {string.Join(", ", _known.Order(StringComparer.Ordinal))}.");
        }
    }

    private IEnumerable<IConfigurationSection> Children(string key)
    {
        _known.Add(key);
        return section.GetSection(key).GetChildren();
    }

    private T Read<T>(string key, T otherwise, string form, Func<string, T?> parse)
        where T : struct
    {
        if (Text(key) is not { } text)
        {
            return otherwise;
        }

        if (parse(text) is { } value)
        {
            return value;
        }

        mistakes.Add($"{key} is '{text}': it must be {form}.");
        return otherwise;
    }

    private Uri? Address(string key, string text)
    {
        if (Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "https" or "http")
        {
            return text.EndsWith('/') ? address : new Uri($"{text}/");
        }

        mistakes.Add($"'{key}' is '{text}': it must be an address, as in https://iam.cloud.ibm.com/.");
        return null;
    }

    private SecretString? FromFile(string key, string path)
    {
        byte[]? content = null;
        try
        {
            if (new FileInfo(path).Length is > 0 and <= LongestKeyFile)
            {
                content = File.ReadAllBytes(path);
            }

            var secret = content.AsSpan().Trim(" \t\r\n"u8);
            if (!secret.IsEmpty && secret.IndexOf((byte)'\n') < 0)
            {
                return SecretString.FromUtf8(secret);
            }

            mistakes.Add($"{key} is '{path}': it does not hold a key alone in one line.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            mistakes.Add($"{key} is '{path}', which cannot be read: {e.Message}");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(content);
        }

        return null;
    }
}
