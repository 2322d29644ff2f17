using System.Buffers.Binary;
using System.Security.Cryptography;

namespace IBMCloud.Luks;

/// <summary>How a sector number becomes a CBC initialisation vector.</summary>
internal enum CbcVector
{
    Plain32,
    Plain64,

    /// <summary>AES under SHA-256 of the key, of the little-endian sector number; always AES-256, whatever the data key's size is.</summary>
    EssivSha256,
}

/// <summary>AES-CBC as containers made before XTS have it. New containers are never written with it.</summary>
internal sealed class CbcSectorCipher : SectorCipher
{
    private readonly Aes _data;
    private readonly Aes? _essiv;
    private readonly CbcVector _vector;
    private readonly int _sectorSize;

    public CbcSectorCipher(ReadOnlySpan<byte> key, int sectorSize, CbcVector vector)
    {
        _vector = vector;
        _sectorSize = sectorSize;
        _data = Aes.Create();
        _data.SetKey(key);
        if (vector == CbcVector.EssivSha256)
        {
            Span<byte> hashed = stackalloc byte[32];
            SHA256.HashData(key, hashed);
            _essiv = Aes.Create();
            _essiv.SetKey(hashed);
            CryptographicOperations.ZeroMemory(hashed);
        }
    }

    public override void Encrypt(ulong sector, ReadOnlySpan<byte> source, Span<byte> destination) => Walk(sector, source, destination, encrypt: true);

    public override void Decrypt(ulong sector, ReadOnlySpan<byte> source, Span<byte> destination) => Walk(sector, source, destination, encrypt: false);

    public override void Dispose()
    {
        _data.Dispose();
        _essiv?.Dispose();
    }

    private void Walk(ulong sector, ReadOnlySpan<byte> source, Span<byte> destination, bool encrypt)
    {
        Span<byte> iv = stackalloc byte[16];
        Span<byte> number = stackalloc byte[16];
        for (var at = 0; at < source.Length; at += _sectorSize)
        {
            number.Clear();
            BinaryPrimitives.WriteUInt64LittleEndian(number, _vector == CbcVector.Plain32 ? (uint)sector : sector);
            if (_essiv is null)
            {
                number.CopyTo(iv);
            }
            else
            {
                _essiv.EncryptEcb(number, iv, PaddingMode.None);
            }

            var from = source.Slice(at, _sectorSize);
            var to = destination.Slice(at, _sectorSize);
            if (encrypt)
            {
                _data.EncryptCbc(from, iv, to, PaddingMode.None);
            }
            else
            {
                _data.DecryptCbc(from, iv, to, PaddingMode.None);
            }

            sector += (ulong)(_sectorSize / 512);
        }
    }
}
