using System.Text.Json.Serialization;

namespace IBMCloud.SoftLayer.Tests.Rest;

public sealed record Server(long Id, string Hostname, DateTimeOffset? CreateDate, Place? Datacenter, IReadOnlyList<Place>? Tags);

public sealed record Place(string Name);

public sealed record Endless { public Endless? Inner { get; init; } }

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Server))]
[JsonSerializable(typeof(Endless))]
internal sealed partial class TestJson : JsonSerializerContext;
