using System.Text.Json.Nodes;

namespace IBMCloud.Luks.Tests.Hostile;

/// <summary>One fault in a good LUKS2 header, and the verdict on it: null where it opens all the same.</summary>
internal sealed record Luks2Fault(string Name, LuksError? Verdict, Action<byte[]> Apply)
{
    /// <summary>What it is opened with.</summary>
    public string Passphrase { get; init; } = HeaderForge.Right;

    private static Luks2Fault Json(string name, LuksError? verdict, Action<JsonNode> edit) => new(name, verdict, container => HeaderForge.EditJson(container, edit));

    private static Luks2Fault Text(string name, LuksError? verdict, string from, string to) => new(name, verdict, container => HeaderForge.EditText(container, text =>
    {
        text.Should().Contain(from);
        return text.Replace(from, to, StringComparison.Ordinal);
    }));

    private static JsonNode Slot(JsonNode root) => root["keyslots"]!["0"]!;

    private static JsonNode Kdf(JsonNode root) => Slot(root)["kdf"]!;

    private static JsonNode Segment(JsonNode root) => root["segments"]!["0"]!;

    private static JsonNode Digest(JsonNode root) => root["digests"]!["0"]!;

    private static void Rename(JsonNode parent, string from, string to)
    {
        var value = parent[from]!.DeepClone();
        parent.AsObject().Remove(from);
        parent[to] = value;
    }

    private static JsonObject Argon2(JsonNode root, int time, int memory, int cpus) => new()
    {
        ["type"] = "argon2id", ["time"] = time, ["memory"] = memory, ["cpus"] = cpus, ["salt"] = Kdf(root)["salt"]!.DeepClone(),
    };

    private static string Base64(int length) => Convert.ToBase64String(new byte[length]);

    private static void Fill(JsonNode parent, int count, JsonNode value)
    {
        for (var i = 0; i < count; i++)
        {
            parent[$"{i}"] = value.DeepClone();
        }
    }

    /// <summary>What must hold of the JSON as such and of its five objects.</summary>
    public static IEnumerable<Luks2Fault> Structure()
    {
        foreach (var name in new[] { "keyslots", "tokens", "segments", "digests", "config" })
        {
            yield return Json($"s-no-{name}", LuksError.Corrupt, root => root.AsObject().Remove(name));
            yield return Json($"s-array-{name}", LuksError.Corrupt, root => root[name] = new JsonArray());
        }

        yield return Json("j-deep40", LuksError.Corrupt, root => root["x"] = JsonNode.Parse(new string('[', 40) + new string(']', 40)));
        yield return Text("j-single-quotes", LuksError.Corrupt, "\"tokens\"", "'tokens'");
        yield return Text("j-trailing-comma", LuksError.Corrupt, "\"tokens\":{}", "\"tokens\":{},\"x\":[1,]");
        yield return Text("j-comment", LuksError.Corrupt, "\"tokens\":{}", "\"tokens\":{}/* c */");
        yield return Text("j-nan", LuksError.Corrupt, "\"tokens\":{}", "\"tokens\":{},\"x\":NaN");
        yield return Text("j-duplicate-name", LuksError.Corrupt, "\"tokens\":{}", "\"tokens\":{},\"tokens\":{}");
        yield return Text("j-duplicate-name-escaped", LuksError.Corrupt, "\"tokens\":{}", "\"tokens\":{},\"\\u0074okens\":{}");
        yield return Text("j-bad-utf8", LuksError.Corrupt, "\"tokens\":{}", "\"tokens\":{},\"x\":\"\u00ff\"");
        yield return Text("j-escaped-nul", LuksError.Corrupt, "\"tokens\":{}", "\"tokens\":{},\"x\":\"a\\u0000b\"");
        yield return Text("j-half-surrogate", LuksError.Corrupt, "\"tokens\":{}", "\"tokens\":{},\"x\":\"a\\ud800b\"");
        yield return Text("j-half-surrogate-name", LuksError.Corrupt, "\"tokens\":{}", "\"tokens\":{},\"\\udc00\":1");
        yield return Text("j-surrogate-pair", null, "\"tokens\":{}", "\"tokens\":{},\"x\":\"\\ud83d\\ude00 \\\\u0000\"");
        yield return new("j-not-at-first-byte", LuksError.Corrupt, container => HeaderForge.EditText(container, text => " " + text));
        yield return new("j-after-nul", LuksError.Corrupt, container => { container[16383] = (byte)'x'; container[32767] = (byte)'x'; HeaderForge.Seal(container); });
        yield return new("j-no-nul", LuksError.Corrupt, container => HeaderForge.EditText(container, text => text.PadRight(12288)));
        yield return new("j-space-after", null, container => HeaderForge.EditText(container, text => text + " \n"));
        yield return Json("j-unknown-object", null, root => root["vendor"] = new JsonObject { ["a"] = 1 });
        yield return Json("c-json-size", LuksError.Corrupt, root => root["config"]!["json_size"] = "4096");
        yield return Json("c-keyslots-size-odd", LuksError.Corrupt, root => root["config"]!["keyslots_size"] = "1000001");
        yield return Json("c-keyslots-size-beyond-data", LuksError.Corrupt, root => root["config"]!["keyslots_size"] = "134217728");
        yield return Json("c-flags-object", LuksError.Corrupt, root => root["config"]!["flags"] = new JsonObject());
        yield return Json("c-flags-unknown", null, root => root["config"]!["flags"] = new JsonArray("allow-discards", "shiny"));
        yield return Json("c-requirement", LuksError.Unsupported, root => root["config"]!["requirements"] = new JsonObject { ["mandatory"] = new JsonArray("online-reencrypt-v2") });
        yield return Json("c-requirements-array", LuksError.Corrupt, root => root["config"]!["requirements"] = new JsonArray("online-reencrypt"));
        yield return Json("c-mandatory-object", LuksError.Corrupt, root => root["config"]!["requirements"] = new JsonObject { ["mandatory"] = new JsonObject() });
        yield return Json("c-mandatory-number", LuksError.Corrupt, root => root["config"]!["requirements"] = new JsonObject { ["mandatory"] = new JsonArray(1) });
        yield return Json("c-requirement-unknown", LuksError.Unsupported, root => root["config"]!["requirements"] = new JsonObject { ["mandatory"] = new JsonArray("inline-hw-tags") });
        yield return Json("c-requirements-empty", null, root => root["config"]!["requirements"] = new JsonObject { ["mandatory"] = new JsonArray() });
        yield return Json("c-keyslots-size-256m", LuksError.Corrupt, root => { root["config"]!["keyslots_size"] = "268435456"; Segment(root)["offset"] = "536870912"; });
        yield return Json("c-json-size-number", LuksError.Corrupt, root => root["config"]!["json_size"] = 12288);
        yield return Json("t-33-tokens", LuksError.Corrupt, root => Fill(root["tokens"]!, 33, new JsonObject { ["type"] = "x", ["keyslots"] = new JsonArray() }));
        yield return Json("t-32-tokens", null, root => Fill(root["tokens"]!, 32, new JsonObject { ["type"] = "x", ["keyslots"] = new JsonArray() }));
        yield return Json("t-token-name", LuksError.Corrupt, root => root["tokens"]!["a"] = new JsonObject { ["type"] = "x", ["keyslots"] = new JsonArray() });
        yield return Json("t-no-type", LuksError.Corrupt, root => root["tokens"]!["0"] = new JsonObject { ["keyslots"] = new JsonArray() });
        yield return Json("t-missing-keyslot", LuksError.Corrupt, root => root["tokens"]!["0"] = new JsonObject { ["type"] = "x", ["keyslots"] = new JsonArray("5") });
    }

    /// <summary>Keyslots and their key derivation.</summary>
    public static IEnumerable<Luks2Fault> Keyslots()
    {
        yield return Json("k-name-letters", LuksError.Corrupt, root => Rename(root["keyslots"]!, "0", "a"));
        yield return Json("k-name-00", LuksError.Corrupt, root => Rename(root["keyslots"]!, "0", "00"));
        yield return Json("k-name-32", LuksError.Corrupt, root => { Rename(root["keyslots"]!, "0", "32"); Digest(root)["keyslots"] = new JsonArray("32"); });
        yield return Json("k-no-area", LuksError.Corrupt, root => Slot(root).AsObject().Remove("area"));
        yield return Json("k-no-kdf", LuksError.Corrupt, root => Slot(root).AsObject().Remove("kdf"));
        yield return Json("k-no-af", LuksError.Corrupt, root => Slot(root).AsObject().Remove("af"));
        yield return Json("k-type-unknown", LuksError.WrongPassphrase, root => Slot(root)["type"] = "luks9");
        yield return Json("k-keysize-negative", LuksError.Corrupt, root => Slot(root)["key_size"] = -1);
        yield return Json("k-area-type", LuksError.Corrupt, root => Slot(root)["area"]!["type"] = "cooked");
        yield return Json("k-area-size-zero", LuksError.Corrupt, root => Slot(root)["area"]!["size"] = "0");
        yield return Json("k-area-offset-hex", LuksError.Corrupt, root => Slot(root)["area"]!["offset"] = "0x8000");
        yield return Json("k-area-offset-space", LuksError.Corrupt, root => Slot(root)["area"]!["offset"] = " 32768");
        yield return Json("k-area-offset-leading-zero", null, root => Slot(root)["area"]!["offset"] = "032768");
        yield return Json("k-kdf-extra", null, root => Kdf(root)["extra"] = 1);
        yield return Json("k-kdf-unknown", LuksError.Unsupported, root => Kdf(root)["type"] = "scrypt");
        yield return Json("k-kdf-salt-short", LuksError.Corrupt, root => Kdf(root)["salt"] = Base64(16));
        yield return Json("k-kdf-iter-negative", LuksError.Corrupt, root => Kdf(root)["iterations"] = -1);
        yield return Json("k-kdf-iter-zero", LuksError.Corrupt, root => Kdf(root)["iterations"] = 0);
        yield return Json("k-kdf-iter-huge", LuksError.LimitExceeded, root => Kdf(root)["iterations"] = 4_294_967_295);
        yield return Json("k-kdf-hash-unknown", LuksError.Unsupported, root => Kdf(root)["hash"] = "ripemd160");
        yield return Json("k-iter-50m", LuksError.LimitExceeded, root => Kdf(root)["iterations"] = 50_000_001);
        yield return Json("k-33-keyslots", LuksError.Corrupt, root =>
        {
            var area = Slot(root).DeepClone();
            area["type"] = "other";
            for (var i = 1; i < 33; i++)
            {
                area["area"]!["offset"] = (32768 + i * 4096 * 7).ToString(System.Globalization.CultureInfo.InvariantCulture);
                area["area"]!["size"] = "4096";
                root["keyslots"]![$"{i}"] = area.DeepClone();
            }
        });
        yield return Json("k-keysize-8", LuksError.Corrupt, root => Slot(root)["key_size"] = 8);
        yield return Json("k-keysize-129", LuksError.Corrupt, root => Slot(root)["key_size"] = 129);
        yield return Json("a-memory-1g-and-1", LuksError.LimitExceeded, root => Slot(root)["kdf"] = Argon2(root, 4, (1 << 20) + 1, 4));
        yield return Json("a-work-64g-and-1", LuksError.LimitExceeded, root => Slot(root)["kdf"] = Argon2(root, 1025, 65536, 4));
        yield return Json("a-memory-2g", LuksError.LimitExceeded, root => Slot(root)["kdf"] = Argon2(root, 4, int.MaxValue, 4));
        yield return Json("a-time-huge", LuksError.LimitExceeded, root => Slot(root)["kdf"] = Argon2(root, int.MaxValue, 65536, 4));
        yield return Json("a-time-zero", LuksError.Corrupt, root => Slot(root)["kdf"] = Argon2(root, 0, 65536, 4));
        yield return Json("a-cpus-zero", LuksError.Corrupt, root => Slot(root)["kdf"] = Argon2(root, 4, 65536, 0));
        yield return Json("a-cpus-65", LuksError.Corrupt, root => Slot(root)["kdf"] = Argon2(root, 4, 65536, 65));
        yield return Json("a-memory-below-lanes", LuksError.Corrupt, root => Slot(root)["kdf"] = Argon2(root, 4, 31, 4));
        yield return Json("k-keysize-1m", LuksError.Corrupt, root => Slot(root)["key_size"] = 1 << 20);
        yield return Json("k-keysize-24", LuksError.Corrupt, root => { Slot(root)["key_size"] = 24; });
        yield return Json("k-keysize-string", LuksError.Corrupt, root => Slot(root)["key_size"] = "32");
        yield return Json("k-stripes-2", LuksError.Corrupt, root => Slot(root)["af"]!["stripes"] = 2);
        yield return Json("k-af-type", LuksError.Corrupt, root => Slot(root)["af"]!["type"] = "luks9");
        yield return Json("k-area-small", LuksError.Corrupt, root => Slot(root)["area"]!["size"] = "126976");
        yield return Json("k-area-odd-offset", LuksError.Corrupt, root => Slot(root)["area"]!["offset"] = "32769");
        yield return Json("k-area-in-header", LuksError.Corrupt, root => Slot(root)["area"]!["offset"] = "16384");
        yield return Json("k-area-beyond", LuksError.Corrupt, root => Slot(root)["area"]!["offset"] = "9223372036854775296");
        yield return Json("k-area-offset-plus", LuksError.Corrupt, root => Slot(root)["area"]!["offset"] = "+32768");
        yield return Json("k-area-offset-number", LuksError.Corrupt, root => Slot(root)["area"]!["offset"] = 32768);
        yield return Json("k-null-cipher", LuksError.Unsupported, root => Slot(root)["area"]!["encryption"] = "cipher_null-ecb");
        yield return Json("k-cipher-unknown", LuksError.Unsupported, root => Slot(root)["area"]!["encryption"] = "serpent-xts-plain64");
        yield return Json("k-two-digests", LuksError.Corrupt, root => root["digests"]!["1"] = Digest(root).DeepClone());
        yield return Json("k-reencrypt", LuksError.Unsupported, root => { Slot(root)["type"] = "reencrypt"; });
        yield return Json("k-priority-ignore", LuksError.WrongPassphrase, root => Slot(root)["priority"] = 0);
        yield return Json("k-priority-odd", LuksError.WrongPassphrase, root => Slot(root)["priority"] = 9);
        yield return Json("k-overlap", LuksError.Corrupt, root => { root["keyslots"]!["1"] = Slot(root).DeepClone(); Digest(root)["keyslots"] = new JsonArray("0", "1"); });
    }

    /// <summary>The data segment.</summary>
    public static IEnumerable<Luks2Fault> Segments()
    {
        yield return Json("g-name-letters", LuksError.Corrupt, root => Rename(root["segments"]!, "0", "a"));
        yield return Json("g-none", LuksError.Corrupt, root => { root["segments"] = new JsonObject(); Digest(root)["segments"] = new JsonArray(); });
        yield return Json("g-two", LuksError.Unsupported, root => root["segments"]!["1"] = Segment(root).DeepClone());
        yield return Json("g-33-segments", LuksError.Corrupt, root =>
        {
            for (var i = 1; i < 33; i++)
            {
                root["segments"]![$"{i}"] = Segment(root).DeepClone();
            }
        });
        yield return Json("g-gap", LuksError.Corrupt, root => root["segments"]!["2"] = Segment(root).DeepClone());
        yield return Json("g-offset-odd", LuksError.Corrupt, root => Segment(root)["offset"] = "1048577");
        yield return Json("g-offset-number", LuksError.Corrupt, root => Segment(root)["offset"] = 1048576);
        yield return Json("g-sector-size-1000", LuksError.Corrupt, root => Segment(root)["sector_size"] = 1000);
        yield return Json("g-sector-size-zero", LuksError.Corrupt, root => Segment(root)["sector_size"] = 0);
        yield return Json("g-iv-tweak-number", LuksError.Corrupt, root => Segment(root)["iv_tweak"] = 0);
        yield return Json("g-flags-object", LuksError.Corrupt, root => Segment(root)["flags"] = new JsonObject());
        yield return Json("g-no-size", LuksError.Corrupt, root => Segment(root).AsObject().Remove("size"));
        yield return Json("g-type-nonsense", LuksError.Unsupported, root => Segment(root)["type"] = "nonsense");
        yield return Json("g-no-cipher", LuksError.Corrupt, root => Segment(root)["encryption"] = "");
        yield return Json("g-linear", LuksError.Unsupported, root => Segment(root)["type"] = "linear");
        yield return Json("g-null-cipher", LuksError.Unsupported, root => Segment(root)["encryption"] = "cipher_null-ecb");
        yield return Json("g-cipher-unknown", LuksError.Unsupported, root => Segment(root)["encryption"] = "twofish-xts-plain64");
        yield return Json("g-iv-tweak", LuksError.Unsupported, root => Segment(root)["iv_tweak"] = "8");
        yield return Json("g-integrity", LuksError.Unsupported, root => Segment(root)["integrity"] = new JsonObject { ["type"] = "hmac(sha256)" });
        yield return Json("g-flag-backup", LuksError.Unsupported, root => Segment(root)["flags"] = new JsonArray("backup-final"));
        yield return Json("g-flags", null, root => Segment(root)["flags"] = new JsonArray("anything"));
        yield return Json("g-sector-size-8192", LuksError.Unsupported, root => Segment(root)["sector_size"] = 8192);
        yield return Json("g-sector-size-string", LuksError.Corrupt, root => Segment(root)["sector_size"] = "512");
        yield return Json("g-offset-leading-zero", null, root => Segment(root)["offset"] = "01048576");
        yield return Json("g-offset-in-keyslots", LuksError.Corrupt, root => Segment(root)["offset"] = "524288");
        yield return Json("g-offset-beyond-file", LuksError.Truncated, root => Segment(root)["offset"] = "1099511627776");
        yield return Json("g-offset-zero-attached", LuksError.Unsupported, root => Segment(root)["offset"] = "0");
        yield return Json("g-size-fixed", null, root => Segment(root)["size"] = "4096");
        yield return Json("g-size-beyond-file", LuksError.Truncated, root => Segment(root)["size"] = "1099511627776");
        yield return Json("g-size-zero", LuksError.Corrupt, root => Segment(root)["size"] = "0");
        yield return Json("g-size-odd", LuksError.Corrupt, root => Segment(root)["size"] = "1000");
    }

    /// <summary>Digests: cryptsetup skips the comparison where one is missing or short, and so opens with any passphrase.</summary>
    public static IEnumerable<Luks2Fault> Digests()
    {
        yield return Json("d-9-digests", LuksError.Corrupt, root =>
        {
            var unbound = Digest(root).DeepClone();
            unbound["keyslots"] = new JsonArray();
            unbound["segments"] = new JsonArray();
            for (var i = 1; i < 9; i++)
            {
                root["digests"]![$"{i}"] = unbound.DeepClone();
            }
        });
        yield return Json("d-name-letters", LuksError.Corrupt, root => Rename(root["digests"]!, "0", "a"));
        yield return Json("d-20-bytes", null, root => Digest(root)["digest"] = Convert.ToBase64String(Convert.FromBase64String(Digest(root)["digest"]!.GetValue<string>())[..20]));
        yield return Json("d-short", LuksError.Corrupt, root => Digest(root)["digest"] = Base64(16));
        yield return Json("d-empty", LuksError.Corrupt, root => Digest(root)["digest"] = "");
        yield return Json("d-long", LuksError.Corrupt, root => Digest(root)["digest"] = Base64(64));
        yield return Json("d-no-digest", LuksError.Corrupt, root => Digest(root).AsObject().Remove("digest"));
        yield return Json("d-salt-short", LuksError.Corrupt, root => Digest(root)["salt"] = Base64(16));
        yield return Json("d-no-salt", LuksError.Corrupt, root => Digest(root).AsObject().Remove("salt"));
        yield return Json("d-iter-string", LuksError.Corrupt, root => Digest(root)["iterations"] = "1000");
        yield return Json("d-iter-zero", LuksError.Corrupt, root => Digest(root)["iterations"] = 0);
        yield return Json("d-iter-huge", LuksError.LimitExceeded, root => Digest(root)["iterations"] = 4_000_000_000);
        yield return Json("d-type", LuksError.Unsupported, root => Digest(root)["type"] = "sha1");
        yield return Json("d-base64-breaks", LuksError.Corrupt, root => Digest(root)["salt"] = Base64(32).Insert(4, "\n"));
        yield return Json("d-names-missing-slot", LuksError.Corrupt, root => Digest(root)["keyslots"] = new JsonArray("0", "7"));
        yield return Json("d-slot-unnamed", LuksError.Corrupt, root => Digest(root)["keyslots"] = new JsonArray());
        yield return Json("d-segment-unnamed", LuksError.Corrupt, root => Digest(root)["segments"] = new JsonArray());
        yield return Json("d-slot-number", LuksError.Corrupt, root => Digest(root)["keyslots"] = new JsonArray(0));
        yield return Json("d-slot-00", LuksError.Corrupt, root => Digest(root)["keyslots"] = new JsonArray("00"));
        yield return Json("d-short-wrong-pass", LuksError.Corrupt, root => Digest(root)["digest"] = Base64(16)) with { Passphrase = "any other passphrase" };
        yield return Json("d-salt-short-wrong-pass", LuksError.Corrupt, root => Digest(root)["salt"] = Base64(16)) with { Passphrase = "any other passphrase" };
        yield return Json("d-no-digest-wrong-pass", LuksError.Corrupt, root => Digest(root).AsObject().Remove("digest")) with { Passphrase = "any other passphrase" };
        yield return Json("d-no-salt-wrong-pass", LuksError.Corrupt, root => Digest(root).AsObject().Remove("salt")) with { Passphrase = "any other passphrase" };
    }

    /// <summary>Nothing is at fault but the passphrase, or one of two keyslots.</summary>
    public static IEnumerable<Luks2Fault> Passphrases()
    {
        yield return new("l2-newline-pass", LuksError.WrongPassphrase, _ => { }) { Passphrase = HeaderForge.Right + "\n" };
        yield return new("k2-broken-first", null, BreakFirst);
        yield return new("k2-broken-first-wrong-pass", LuksError.Unsupported, BreakFirst) { Passphrase = "neither" };
    }

    /// <summary>The good keyslot moves to number 1, behind one whose key derivation nobody has.</summary>
    private static void BreakFirst(byte[] container)
    {
        const int area = 131_072;
        container.AsSpan(32_768, area).CopyTo(container.AsSpan(32_768 + area));
        HeaderForge.EditJson(container, root =>
        {
            var good = Slot(root).DeepClone();
            good["area"]!["offset"] = $"{32_768 + area}";
            root["keyslots"]!["1"] = good;
            Kdf(root)["type"] = "scrypt";
            Digest(root)["keyslots"] = new JsonArray("0", "1");
        });
    }

    /// <summary>The binary header. The other copy stays good where one alone is at fault.</summary>
    public static IEnumerable<Luks2Fault> Binary()
    {
        yield return new("h-seqid-equal-differ", null, container => { HeaderForge.WriteText(container, 16384 + 24, 48, "another label"); HeaderForge.Seal(container, 1); });
        yield return new("h-csumalg-sha1", null, container => HeaderForge.Seal(container, "sha1"));
        yield return new("h-csumalg-sha512", null, container => HeaderForge.Seal(container, "sha512"));
        yield return new("h-csumalg-unknown", LuksError.Unsupported, container => { HeaderForge.WriteText(container, 72, 32, "md5"); HeaderForge.WriteText(container, 16384 + 72, 32, "md5"); });
        yield return new("h-primary-checksum", null, container => container[448] ^= 1);
        yield return new("h-primary-magic", null, container => container[0] ^= 1);
        yield return new("h-primary-offset", null, container => { container[263] = 1; HeaderForge.Seal(container, 0); });
        yield return new("h-primary-size", null, container => { HeaderForge.Write32(container, 12, 12345); HeaderForge.Seal(container, 0); });
        yield return new("h-primary-gpt", null, container => { container.AsSpan(0, 1024).Clear(); HeaderForge.WriteText(container, 512, 8, "EFI PART"); });
        yield return new("h-version3-primary", LuksError.Unsupported, container => { container[7] = 3; HeaderForge.Seal(container, 0); });
        yield return new("h-secondary-checksum", null, container => container[16384 + 448] ^= 1);
        yield return new("h-secondary-offset-0", null, container => { container.AsSpan(16384 + 256, 8).Clear(); HeaderForge.Seal(container, 1); });
        yield return new("h-both-checksums", LuksError.Corrupt, container => { container[448] ^= 1; container[16384 + 448] ^= 1; });
        yield return new("h-salts-equal", null, container => { container.AsSpan(104, 64).CopyTo(container.AsSpan(16384 + 104)); HeaderForge.Seal(container); });
        yield return new("h-uuid-garbage", LuksError.Corrupt, container => { HeaderForge.WriteText(container, 168, 40, "garbage"); HeaderForge.WriteText(container, 16384 + 168, 40, "garbage"); HeaderForge.Seal(container); });
    }
}
