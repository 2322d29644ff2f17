using IBMCloud.Primitives;

namespace IBMCloud.Luks.Tests.Containers;

/// <summary>Secrets in a form that is not theirs, to look for them when they should be gone.</summary>
internal sealed class SecretResidue
{
    private const byte Mask = 0xA5;
    private const int Enough = 32;
    private readonly List<(string Name, byte[] Masked)> _secrets = [];

    public SecretResidue With(string name, ReadOnlySpan<byte> secret)
    {
        var masked = new byte[secret.Length];
        for (var i = 0; i < masked.Length; i++)
        {
            masked[i] = (byte)(secret[i] ^ Mask);
        }

        _secrets.Add((name, masked));
        return this;
    }

    /// <summary>Adds the volume key, the first keyslot's key and its material: the stripes that the key is split into.</summary>
    public async Task<SecretResidue> WithKeysOfAsync(ImageSource container, SecretBytes passphrase, CancellationToken cancellationToken)
    {
        var opened = await LuksOpening.OpenAsync(container, passphrase, LuksOpenOptions.Trusted, cancellationToken);
        using var volumeKey = opened.VolumeKey;
        var (kdf, keyLength, offset) = await KeyslotAsync(container, opened.Version, cancellationToken);
        using var slotKey = kdf.Derive(passphrase.Span, keyLength, KdfBudget.Trusted, cancellationToken);
        var material = new byte[KeyslotMaterial.Length(volumeKey.Length)];
        container.Read(offset, material);
        using var sectors = SectorCipher.Create("aes-xts-plain64", slotKey.Span, 512);
        using var stripes = SecretBytes.Create(material.Length, (sectors, material), static (bytes, args) => args.sectors.Decrypt(0, args.material, bytes));
        return With("volume key's data half", volumeKey.Span[..32]).With("volume key's tweak half", volumeKey.Span[32..])
            .With("keyslot's key", slotKey.Span[..32]).With("first stripe", stripes.Span[..Enough]).With("a stripe in the middle", stripes.Span.Slice(2000 * volumeKey.Length, Enough))
            .With("last stripe", stripes.Span.Slice(3999 * volumeKey.Length, Enough));
    }

    public void MustBeGone()
    {
        if (!File.Exists("/proc/self/maps"))
        {
            OutsideTool.Missing("/proc/self is not there");
        }

        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        foreach (var (name, masked) in _secrets)
        {
            ProcessMemory.Find(masked, Mask).Should().BeEmpty($"the {name} is zeroed");
        }
    }

    private static async Task<(KeyDerivation Kdf, int KeyLength, long Offset)> KeyslotAsync(ImageSource container, LuksVersion version, CancellationToken cancellationToken)
    {
        if (version == LuksVersion.Luks1)
        {
            var luks1 = await Luks1Header.ReadAsync(container, cancellationToken);
            var first = luks1.Keyslots[0];
            return (new(new LuksKdf.Pbkdf2(luks1.Hash, first.Iterations), first.Salt), luks1.KeyLength, first.MaterialOffset);
        }

        var slot = (await LuksOpening.ReadLuks2Async(container, cancellationToken)).Metadata.Keyslots[0];
        return (slot.Kdf!.Resolve(), slot.AreaKeyLength, slot.AreaOffset);
    }
}
