using System.Globalization;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace IBMCloud.Luks;

/// <summary>Writes a keyslot's JSON object (counts are JSON integers, offsets and sizes are decimal strings).</summary>
internal static class Luks2KeyslotJson
{
    // The default encoder would write '+' of base64 as an escape: legal, but not what any other writer does.
    public static JsonWriterOptions Options => new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(Utf8JsonWriter json, int keyLength, long areaOffset, int areaKeyLength, string cipher, HashAlgorithmName hash, KeyDerivation kdf, int priority = 1)
    {
        json.WriteStartObject();
        json.WriteString("type", "luks2");
        json.WriteNumber("key_size", keyLength);
        json.WriteStartObject("af");
        json.WriteString("type", "luks1");
        json.WriteNumber("stripes", AntiForensicSplitter.Stripes);
        json.WriteString("hash", LuksHash.Name(hash));
        json.WriteEndObject();
        json.WriteStartObject("area");
        json.WriteString("type", "raw");
        json.WriteString("offset", areaOffset.ToString(CultureInfo.InvariantCulture));
        json.WriteString("size", Luks2Layout.AreaLength(keyLength).ToString(CultureInfo.InvariantCulture));
        json.WriteString("encryption", cipher);
        json.WriteNumber("key_size", areaKeyLength);
        json.WriteEndObject();
        WriteKdf(json, kdf);
        if (priority != 1)
        {
            json.WriteNumber("priority", priority);
        }

        json.WriteEndObject();
    }

    private static void WriteKdf(Utf8JsonWriter json, KeyDerivation kdf)
    {
        // Exactly these members: readers refuse others at first sight.
        json.WriteStartObject("kdf");
        switch (kdf.Kdf)
        {
            case LuksKdf.Pbkdf2 pbkdf2:
                json.WriteString("type", "pbkdf2");
                json.WriteString("hash", LuksHash.Name(pbkdf2.Hash));
                json.WriteNumber("iterations", pbkdf2.Iterations);
                break;
            case LuksKdf.Argon2id id:
                WriteArgon2(json, "argon2id", id.Passes, id.MemoryKiB, id.Lanes);
                break;
            case LuksKdf.Argon2i i:
                WriteArgon2(json, "argon2i", i.Passes, i.MemoryKiB, i.Lanes);
                break;
        }

        json.WriteString("salt", Convert.ToBase64String(kdf.Salt));
        json.WriteEndObject();
    }

    private static void WriteArgon2(Utf8JsonWriter json, string type, int passes, int memoryKiB, int lanes)
    {
        json.WriteString("type", type);
        json.WriteNumber("time", passes);
        json.WriteNumber("memory", memoryKiB);
        json.WriteNumber("cpus", lanes);
    }
}
