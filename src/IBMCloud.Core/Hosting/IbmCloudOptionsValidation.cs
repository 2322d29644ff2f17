using Microsoft.Extensions.Options;

namespace IBMCloud.Core;

/// <summary>Says at the program's start all that is wrong with its options.</summary>
internal sealed class IbmCloudOptionsValidation : IValidateOptions<IbmCloudOptions>
{
    public ValidateOptionsResult Validate(string? name, IbmCloudOptions options)
    {
        var where = string.IsNullOrEmpty(name) ? "" : $" of '{name}'";
        var problems = options.Problems().Select(problem => $"IBM Cloud options{where}: {problem}").ToList();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
