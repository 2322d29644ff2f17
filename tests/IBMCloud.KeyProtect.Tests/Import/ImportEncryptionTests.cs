using System.Security.Cryptography;
using IBMCloud.Primitives;

namespace IBMCloud.KeyProtect.Tests.Import;

public sealed class ImportEncryptionTests
{
    /// <summary>Test cases 2, 8 and 14 of the GCM specification (McGrew, Viega), no additional data.</summary>
    [Theory]
    [InlineData("00000000000000000000000000000000", "000000000000000000000000", "00000000000000000000000000000000", "0388dace60b6a392f328c2b971b2fe78" + "ab6e47d42cec13bdf53a67b21257bddf")]
    [InlineData("000000000000000000000000000000000000000000000000", "000000000000000000000000", "00000000000000000000000000000000", "98e7247c07f0fe411c267e4384b0f600" + "2ff58d80033927ab8ef4d4587514f0fb")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000", "000000000000000000000000", "00000000000000000000000000000000", "cea7403d4d606b6e074ec5d3baf39d18" + "d0d1c8a799996bf0265b98b5d48ab919")]
    public void The_nonce_is_encrypted_as_the_GCM_vectors_say(string key, string iv, string nonce, string expected)
    {
        using var secret = SecretBytes.CopyOf(Convert.FromHexString(key));

        var encrypted = ImportNonce.EncryptGcm(secret, Convert.FromHexString(nonce), Convert.FromHexString(iv));

        Convert.ToHexStringLower(encrypted).Should().Be(expected);
    }

    /// <summary>NIST SP 800-38A F.2.1, first block; PKCS#7 adds a block of its own.</summary>
    [Fact]
    public void The_nonce_is_encrypted_as_the_CBC_vector_says()
    {
        using var secret = SecretBytes.CopyOf(Convert.FromHexString("2b7e151628aed2a6abf7158809cf4f3c"));

        var encrypted = ImportNonce.EncryptCbc(secret, Convert.FromHexString("6bc1bee22e409f96e93d7e117393172a"), Convert.FromHexString("000102030405060708090a0b0c0d0e0f"));

        Convert.ToHexStringLower(encrypted.AsSpan(0, 16)).Should().Be("7649abac8119b246cee98e9b12e9197d");
        encrypted.Should().HaveCount(32);
    }

    [Theory]
    [InlineData(ImportAlgorithm.KeyProtect, "sha256")]
    [InlineData(ImportAlgorithm.HyperProtectCbc, "sha1")]
    public void OpenSSL_decrypts_what_was_encrypted_for_its_key(ImportAlgorithm algorithm, string hash)
    {
        var openssl = OutsideTool.Require("openssl");
        using var folder = new TempFolder();
        OutsideTool.Run(openssl, ["genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:4096", "-out", folder["private.pem"]]).MustSucceed();
        var pem = OutsideTool.Run(openssl, ["pkey", "-in", folder["private.pem"], "-pubout"]).MustSucceed().Output;
        var nonce = RandomNumberGenerator.GetBytes(12);
        using var key = SecretBytes.Random(32);

        var encrypted = new ImportToken { PublicKeyPem = pem, Nonce = nonce, Algorithm = algorithm }.Encrypt(key);

        folder.Write("payload", encrypted.Payload.Span);
        OutsideTool.Run(openssl, ["pkeyutl", "-decrypt", "-inkey", folder["private.pem"], "-in", folder["payload"], "-out", folder["key"],
            "-pkeyopt", "rsa_padding_mode:oaep", "-pkeyopt", $"rsa_oaep_md:{hash}", "-pkeyopt", $"rsa_mgf1_md:{hash}"]).MustSucceed();
        var decrypted = File.ReadAllBytes(folder["key"]);
        decrypted.Should().Equal(key.Span.ToArray());
        encrypted.Payload.Length.Should().Be(512);
        if (algorithm == ImportAlgorithm.KeyProtect)
        {
            var opened = new byte[12];
            using var aes = new AesGcm(decrypted, 16);
            aes.Decrypt(encrypted.Iv.Span, encrypted.EncryptedNonce.Span[..12], encrypted.EncryptedNonce.Span[12..], opened);
            opened.Should().Equal(nonce);
        }
        else
        {
            folder.Write("nonce", encrypted.EncryptedNonce.Span);
            OutsideTool.Run(openssl, ["enc", "-d", "-aes-256-cbc", "-K", Convert.ToHexString(decrypted), "-iv", Convert.ToHexString(encrypted.Iv.Span), "-in", folder["nonce"], "-out", folder["opened"]]).MustSucceed();
            File.ReadAllBytes(folder["opened"]).Should().Equal(nonce);
        }
    }

    [Fact]
    public void A_token_without_a_public_key_says_so()
    {
        using var key = SecretBytes.Random(32);
        var token = new ImportToken { PublicKeyPem = "not a key", Nonce = new byte[12], Algorithm = ImportAlgorithm.KeyProtect };

        var encrypt = () => token.Encrypt(key);

        encrypt.Should().Throw<CryptographicException>().WithMessage("*Retrieve the token again*");
    }

    [Fact]
    public void The_endpoint_of_a_newer_Hyper_Protect_instance_follows_from_its_CRN()
    {
        var crn = Core.Crn.Parse("crn:v1:bluemix:public:hs-crypto:eu-de:a/0123456789abcdef0123456789abcdef:11111111-2222-4333-8444-555555555555::");

        KeyProtectInstance.HyperProtectEndpoint(crn).ToString().Should().Be("https://11111111-2222-4333-8444-555555555555.api.eu-de.hs-crypto.appdomain.cloud/");
        KeyProtectInstance.HyperProtectEndpoint(crn, privateNetwork: true).Host.Should().Be("11111111-2222-4333-8444-555555555555.api.private.eu-de.hs-crypto.appdomain.cloud");
        var asKeyProtect = () => KeyProtectInstance.FromCrn(crn);
        asKeyProtect.Should().Throw<ArgumentException>().WithMessage("*kms*");
    }
}
