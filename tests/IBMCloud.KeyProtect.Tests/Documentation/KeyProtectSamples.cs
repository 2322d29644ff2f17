using IBMCloud.Core;
using IBMCloud.Iam;
using IBMCloud.Primitives;
using Microsoft.Extensions.DependencyInjection;

namespace IBMCloud.KeyProtect.Tests.Documentation;

/// <summary>The samples of docs/key-protect.md: each region is one block there, word for word, and is run by <see cref="DocumentationTests"/>.</summary>
internal static class KeyProtectSamples
{
    public static async Task ConnectAsync(SecretString apiKey, Crn instanceCrn, IbmCloudClientOptions options)
    {
        #region connect
        using var credential = new ApiKeyCredential(apiKey, options);
        using var keys = new KeyProtectClient(KeyProtectInstance.FromCrn(instanceCrn), credential, options);
        Console.WriteLine($"{await keys.CountKeysAsync()} keys in {keys.Instance.Region}");
        #endregion
    }

    public static async Task<Key> CreateRootKeyAsync(KeyProtectClient keys)
    {
        #region create-root-key
        var ensured = await keys.EnsureRootKeyAsync("image-key", new KeyDraft
        {
            Name = "Key of our images",
            Description = "made by the image pipeline",
        });
        Console.WriteLine(ensured.Created ? "made" : "was there already");
        Console.WriteLine($"crkCrn for image import: {ensured.Value.Crn}");
        #endregion
        return ensured.Value;
    }

    public static async Task<Key> BringYourOwnKeyAsync(KeyProtectClient keys, SecretBytes material)
    {
        #region bring-your-own-key
        var draft = new KeyDraft { Name = "Key from our HSM", Aliases = ["hsm-key"] };
        var key = await keys.ImportRootKeyWithTokenAsync(draft, material);
        #endregion
        return key;
    }

    public static async Task<Key> BringYourOwnKeyInStepsAsync(KeyProtectClient keys, SecretBytes material)
    {
        #region bring-your-own-key-in-steps
        await keys.CreateImportTokenAsync(lifetime: TimeSpan.FromHours(1), maxRetrievals: 2);
        ImportToken token = await keys.GetImportTokenAsync();

        // This step needs no connection: it can be done where the key is.
        EncryptedKeyMaterial encrypted = token.Encrypt(material);

        var key = await keys.ImportRootKeyAsync(new KeyDraft { Name = "Key from our HSM", Aliases = ["hsm-key-2"] }, encrypted);
        #endregion
        return key;
    }

    public static async Task<bool> WrapAsync(KeyProtectClient keys, string path)
    {
        #region wrap
        using NewDek dek = await keys.CreateDekAsync("image-key");
        await File.WriteAllTextAsync(path, dek.Wrapped.Text);

        var stored = WrappedDek.Parse(await File.ReadAllTextAsync(path));
        using SecretBytes again = await keys.UnwrapDekAsync("image-key", stored);
        #endregion
        return again.FixedTimeEquals(dek.Key.Span);
    }

    public static async Task<WrappedDek> RotateAsync(KeyProtectClient keys, WrappedDek stored)
    {
        #region rotate
        await keys.RotateKeyAsync("image-key");
        WrappedDek renewed = await keys.RewrapDekAsync("image-key", stored);
        #endregion
        return renewed;
    }

    public static void Register(IServiceCollection services, SecretString apiKey, IbmCloudClientOptions options, string instanceCrn, string backupCrn)
    {
        #region register
        services.AddSingleton(options);
        services.AddSingleton<IbmCloudCredential>(new ApiKeyCredential(apiKey, options));
        services.AddKeyProtect(keys => keys.InstanceCrn = instanceCrn);
        services.AddKeyProtect("backup", keys => keys.InstanceCrn = backupCrn);
        #endregion
    }

    public static async Task<string> ProblemAsync(KeyProtectClient keys, WrappedDek stored)
    {
        #region problems
        try
        {
            using var dek = await keys.UnwrapDekAsync("image-key", stored);
            return "open";
        }
        catch (KeyProtectException e) when (e.Problem == KeyProtectProblem.KeyDestroyed)
        {
            return "restore the key within 30 days of its deletion";
        }
        catch (KeyProtectException e) when (e.Problem == KeyProtectProblem.CannotUnwrap)
        {
            return "this WDEK belongs to another key";
        }
        #endregion
    }
}
