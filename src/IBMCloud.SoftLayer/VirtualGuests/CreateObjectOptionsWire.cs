namespace IBMCloud.SoftLayer;

/// <summary>The answer of getCreateObjectOptions: lists of options, each with the piece of the order that it stands for.</summary>
internal sealed record CreateObjectOptionsWire
{
    public IReadOnlyList<Option>? Processors { get; init; }

    public IReadOnlyList<Option>? Memory { get; init; }

    public IReadOnlyList<Option>? Datacenters { get; init; }

    public IReadOnlyList<Option>? Flavors { get; init; }

    public IReadOnlyList<Option>? NetworkComponents { get; init; }

    public IReadOnlyList<Option>? OperatingSystems { get; init; }

    public VirtualGuestOptions ToOptions() => new()
    {
        Cpus = Numbers(Processors, piece => piece.StartCpus),
        MemoryMiB = Numbers(Memory, piece => piece.MaxMemory),
        NetworkSpeeds = Numbers(NetworkComponents, piece => piece.NetworkComponents is [var first, ..] ? first.MaxSpeed : null),
        Datacenters = Texts(Datacenters, piece => piece.Datacenter?.Name),
        Flavors = Texts(Flavors, piece => piece.SupplementalCreateObjectOptions?.FlavorKeyName),
        OperatingSystems = Texts(OperatingSystems, piece => piece.OperatingSystemReferenceCode),
    };

    private static IReadOnlyList<int> Numbers(IReadOnlyList<Option>? options, Func<Piece, int?> read) =>
        [.. (options ?? []).Select(option => option.Template is { } piece ? read(piece) : null).OfType<int>().Distinct().Order()];

    private static IReadOnlyList<string> Texts(IReadOnlyList<Option>? options, Func<Piece, string?> read) =>
        [.. (options ?? []).Select(option => option.Template is { } piece ? read(piece) : null).OfType<string>().Distinct().Order(StringComparer.Ordinal)];

    internal sealed record Option
    {
        public Piece? Template { get; init; }
    }

    internal sealed record Piece
    {
        public int? StartCpus { get; init; }

        public int? MaxMemory { get; init; }

        public Datacenter? Datacenter { get; init; }

        public string? OperatingSystemReferenceCode { get; init; }

        public IReadOnlyList<Network>? NetworkComponents { get; init; }

        public Supplement? SupplementalCreateObjectOptions { get; init; }
    }

    internal sealed record Network
    {
        public int? MaxSpeed { get; init; }
    }

    internal sealed record Supplement
    {
        public string? FlavorKeyName { get; init; }
    }
}
