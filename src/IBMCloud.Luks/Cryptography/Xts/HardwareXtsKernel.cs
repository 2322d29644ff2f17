using System.Runtime.CompilerServices;

namespace IBMCloud.Luks;

/// <summary>XTS with the processor's AES instructions: <see cref="XtsPipeline{TTweak, TData, TMasks}"/> over keys that are expanded once.</summary>
/// <typeparam name="TEncryption">AES encryption on this processor.</typeparam>
/// <typeparam name="TDecryption">AES decryption on this processor.</typeparam>
/// <typeparam name="TMasks">How masks are made on this processor.</typeparam>
internal sealed unsafe class HardwareXtsKernel<TEncryption, TDecryption, TMasks>(ReadOnlySpan<byte> key, XtsNumbering numbering) : XtsKernel
    where TEncryption : struct, IAesRounds
    where TDecryption : struct, IAesRounds
    where TMasks : struct, IXtsMasks
{
    private const int ScratchSize = 2 * 128 + 2 * XtsSlot.Size;
    private const int Alignment = 64;
    private readonly AesKeySchedule _keys = new(key, TEncryption.WhitensFirst);

    public override void Encrypt(ulong sector, ReadOnlySpan<byte> source, Span<byte> destination) => Run<TEncryption>(sector, source, destination, decrypt: false);

    public override void Decrypt(ulong sector, ReadOnlySpan<byte> source, Span<byte> destination) => Run<TDecryption>(sector, source, destination, decrypt: true);

    public override void Dispose() => _keys.Dispose();

    [SkipLocalsInit]
    private void Run<TData>(ulong sector, ReadOnlySpan<byte> source, Span<byte> destination, bool decrypt)
        where TData : struct, IAesRounds
    {
        var held = false;
        var memory = stackalloc byte[ScratchSize + Alignment];
        var scratch = (byte*)(((nint)memory + Alignment - 1) & -Alignment);
        try
        {
            _keys.DangerousAddRef(ref held);
            fixed (byte* from = source, to = destination)
            {
                XtsPipeline<TEncryption, TData, TMasks>.Run(decrypt ? _keys.DecryptData : _keys.EncryptData, decrypt ? _keys.DecryptConstants : _keys.EncryptConstants,
                    _keys.EncryptTweak, _keys.Rounds, numbering, sector, from, to, source.Length, scratch);
            }
        }
        finally
        {
            new Span<byte>(scratch, ScratchSize).Clear();
            if (held)
            {
                _keys.DangerousRelease();
            }
        }
    }
}
