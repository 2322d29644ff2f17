using System.Runtime.InteropServices;

namespace IBMCloud.Benchmarks.Anchors;

/// <summary>libcrypto's AES-256-XTS as a caller has to use it for a disk: the tweak is set anew for every data unit. Only here, never in the product.</summary>
internal sealed unsafe partial class LibcryptoXts : IDisposable
{
    private const string Library = "libcrypto.so.3";
    private readonly nint _context;

    private LibcryptoXts(nint context) => _context = context;

    /// <summary>Null where the library is not there.</summary>
    public static LibcryptoXts? Open(byte[] key)
    {
        if (!NativeLibrary.TryLoad(Library, out _))
        {
            return null;
        }

        var context = EVP_CIPHER_CTX_new();
        fixed (byte* bytes = key)
        {
            return EVP_EncryptInit_ex(context, EVP_aes_256_xts(), 0, bytes, null) == 1 ? new LibcryptoXts(context) : null;
        }
    }

    public void Encrypt(ulong sector, Span<byte> data, int unitSize)
    {
        var tweak = stackalloc ulong[2];
        int written;
        fixed (byte* bytes = data)
        {
            for (var at = 0; at < data.Length; at += unitSize)
            {
                tweak[0] = sector;
                tweak[1] = 0;
                _ = EVP_EncryptInit_ex(_context, 0, 0, null, (byte*)tweak);
                _ = EVP_EncryptUpdate(_context, bytes + at, &written, bytes + at, unitSize);
                sector += (ulong)(unitSize / 512);
            }
        }
    }

    public void Dispose() => EVP_CIPHER_CTX_free(_context);

    [LibraryImport(Library)]
    private static partial nint EVP_CIPHER_CTX_new();

    [LibraryImport(Library)]
    private static partial void EVP_CIPHER_CTX_free(nint context);

    [LibraryImport(Library)]
    private static partial nint EVP_aes_256_xts();

    [LibraryImport(Library)]
    private static partial int EVP_EncryptInit_ex(nint context, nint cipher, nint engine, byte* key, byte* iv);

    [LibraryImport(Library)]
    private static partial int EVP_EncryptUpdate(nint context, byte* output, int* written, byte* input, int length);
}
