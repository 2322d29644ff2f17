using IBMCloud.Core;
using IBMCloud.Primitives;

namespace IBMCloud.E2E;

/// <summary>Which root key wraps the data key.</summary>
public abstract record RootKeyChoice
{
    private RootKeyChoice()
    {
    }

    /// <summary>The key with the run's alias, made in Key Protect where it is absent. The default.</summary>
    public static RootKeyChoice Create { get; } = new CreateKey();

    /// <summary>A key that is there already.</summary>
    /// <param name="idOrAlias">Id or alias of an active root key in the instance that the request names, or the key's CRN, which names the instance as well.</param>
    public static RootKeyChoice Existing(string idOrAlias)
    {
        ArgumentException.ThrowIfNullOrEmpty(idOrAlias);
        return new ExistingKey(idOrAlias);
    }

    /// <summary>A key of your own, brought into Key Protect where the run's alias is absent.</summary>
    /// <param name="material">16, 24 or 32 bytes. It stays the caller's to dispose, and never reaches the journal.</param>
    public static RootKeyChoice Import(SecretBytes material)
    {
        ArgumentNullException.ThrowIfNull(material);
        return material.Length is 16 or 24 or 32
            ? new ImportKey(material)
            : throw new ArgumentException($"A root key has 16, 24 or 32 bytes; this one has {material.Length}.", nameof(material));
    }

    internal sealed record CreateKey : RootKeyChoice
    {
        public override string ToString() => "create";
    }

    internal sealed record ExistingKey(string IdOrAlias) : RootKeyChoice
    {
        /// <summary>Instance that the CRN names, or <see langword="null"/> where it is none.</summary>
        public string? Instance => Crn.TryParse(IdOrAlias, out var crn) ? crn.ServiceInstance : null;

        /// <summary>Id or alias inside the instance.</summary>
        public string InInstance => Crn.TryParse(IdOrAlias, out var crn) ? crn.Resource : IdOrAlias;

        public override string ToString() => IdOrAlias;
    }

    internal sealed record ImportKey(SecretBytes Material) : RootKeyChoice
    {
        public override string ToString() => "import";
    }
}
