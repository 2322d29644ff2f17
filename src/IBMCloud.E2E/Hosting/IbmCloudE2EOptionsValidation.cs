using Microsoft.Extensions.Options;

namespace IBMCloud.E2E;

/// <summary>Says at the program's start all that is wrong with its options.</summary>
internal sealed class IbmCloudE2EOptionsValidation : IValidateOptions<IbmCloudE2EOptions>
{
    public ValidateOptionsResult Validate(string? name, IbmCloudE2EOptions options)
    {
        var where = string.IsNullOrEmpty(name) ? "" : $" of '{name}'";
        var problems = options.Problems().Select(problem => $"IBM Cloud E2E options{where}: {problem}").ToList();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
