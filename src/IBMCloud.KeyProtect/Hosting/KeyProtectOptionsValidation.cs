using Microsoft.Extensions.Options;

namespace IBMCloud.KeyProtect;

/// <summary>Says at the program's start what is wrong with the options.</summary>
internal sealed class KeyProtectOptionsValidation : IValidateOptions<KeyProtectOptions>
{
    public ValidateOptionsResult Validate(string? name, KeyProtectOptions options) => KeyProtectOptions.ProblemOf(options) is { } problem
        ? ValidateOptionsResult.Fail($"Key Protect options{(string.IsNullOrEmpty(name) ? "" : $" of '{name}'")}: {problem}")
        : ValidateOptionsResult.Success;
}
