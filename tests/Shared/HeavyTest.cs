using Xunit;

namespace IBMCloud.Tests.Shared;

/// <summary>Tests that take long for what they add to the others: run in CI, and where somebody asks for them.</summary>
public static class HeavyTest
{
    private const string Switch = "IBMCLOUD_E2E_HEAVY";

    /// <summary>Skips the test in a user's run that did not ask for it; <paramref name="cost"/> says why.</summary>
    public static void SkipUnlessAsked(string cost)
    {
        if (!OutsideTool.InCi && Environment.GetEnvironmentVariable(Switch) != "1")
        {
            Assert.Skip($"{cost}; set {Switch}=1 to run it.");
        }
    }
}
