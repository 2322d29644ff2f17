using IBMCloud.Core;
using Refit;

namespace IBMCloud.KeyProtect.Wire;

/// <summary>Makes the generated client of a wire interface.</summary>
internal static class RefitApi
{
    /// <summary>All answers are read whole, by this assembly; bodies are made by it: Refit brings routes and parameters only.</summary>
    public static T For<T>(HttpClient http) => RestService.ForGenerated<T>(http, new RefitSettings
    {
        HttpRequestMessageOptions = new Dictionary<string, object> { [IbmCloudRequest.WholeAnswer.Key] = true },
    });
}
