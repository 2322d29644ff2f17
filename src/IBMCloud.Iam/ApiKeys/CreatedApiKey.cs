using IBMCloud.Core;

namespace IBMCloud.Iam;

/// <summary>A new API key with its value, which the service shows this once and never again.</summary>
public sealed class CreatedApiKey : IDisposable
{
    internal CreatedApiKey(ApiKey key, SecretString value)
    {
        Key = key;
        Value = value;
    }

    /// <summary><c>ApiKey-UUID</c>.</summary>
    public string Id => Key.Id;

    /// <summary>Name.</summary>
    public string Name => Key.Name;

    /// <summary>All that may be kept of it.</summary>
    public ApiKey Key { get; }

    /// <summary>The value.</summary>
    public SecretString Value { get; }

    /// <summary>Name and id; never the value.</summary>
    public override string ToString() => $"{Name} ({Id})";

    /// <summary>Zeroes the value.</summary>
    public void Dispose() => Value.Dispose();
}
