using System.Text;
using IBMCloud.Core;
using IBMCloud.Primitives;

namespace IBMCloud.Iam;

/// <summary>A form for the token service, percent-encoded from bytes to bytes: the key in it is never a string.</summary>
internal static class TokenForm
{
    private const string MediaType = "application/x-www-form-urlencoded";

    /// <summary>A form of plain fields and one that is secret.</summary>
    /// <param name="fields">The plain fields.</param>
    /// <param name="secretField">Name of the secret field.</param>
    /// <param name="secret">The secret.</param>
    public static HttpContent Create(IEnumerable<KeyValuePair<string, string>> fields, string secretField, SecretString secret)
    {
        var plain = string.Concat(fields.Select(field => $"{Uri.EscapeDataString(field.Key)}={Uri.EscapeDataString(field.Value)}&")) + secretField + "=";
        var value = secret.Utf8;
        var length = plain.Length;
        foreach (var octet in value)
        {
            length += IsUnreserved(octet) ? 1 : 3;
        }

        return new SecretContent(SecretBytes.Create(length, new Parts(plain, value), static (form, parts) => Write(form, parts)), MediaType);
    }

    private static void Write(Span<byte> form, Parts parts)
    {
        var at = Encoding.ASCII.GetBytes(parts.Plain, form);
        foreach (var octet in parts.Secret)
        {
            if (IsUnreserved(octet))
            {
                form[at++] = octet;
                continue;
            }

            form[at++] = (byte)'%';
            form[at++] = HexDigit(octet >> 4);
            form[at++] = HexDigit(octet & 15);
        }
    }

    private static byte HexDigit(int value) => (byte)(value < 10 ? '0' + value : 'A' + value - 10);

    // RFC 3986, 2.3.
    private static bool IsUnreserved(byte octet) => char.IsAsciiLetterOrDigit((char)octet) || octet is (byte)'-' or (byte)'.' or (byte)'_' or (byte)'~';

    private readonly ref struct Parts(string plain, ReadOnlySpan<byte> secret)
    {
        public string Plain { get; } = plain;

        public ReadOnlySpan<byte> Secret { get; } = secret;
    }
}
