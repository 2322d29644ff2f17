namespace IBMCloud.Tests.Shared;

/// <summary>A small guest whose Linux kernel maps containers by its own dm-crypt.</summary>
public static class KernelGuest
{
    /// <summary>Makes the guest where it is not made yet; skips a user's run that did not ask for it.</summary>
    public static void Require()
    {
        HeavyTest.SkipUnlessAsked("starts a guest for some seconds a container");
        var build = SharedTools.Require("dmcrypt/build.sh");
        // Test programs run beside each other; who comes second finds it made.
        using var alone = new Mutex(false, @"Global\ibmcloud-e2e-kernel-guest");
        alone.WaitOne();
        try
        {
            OutsideTool.Run(build, [], seconds: 600).MustSucceed();
        }
        finally
        {
            alone.ReleaseMutex();
        }
    }

    /// <summary>Fails the test unless the kernel maps <paramref name="container"/>, opened with the content of <paramref name="key"/>, to what is in <paramref name="plain"/>; not longer either where <paramref name="exact"/>.</summary>
    public static void MustMap(string container, string key, string plain, bool exact = false) =>
        OutsideTool.Run(SharedTools.Require("dmcrypt/verify.sh"), [.. exact ? (string[])["--exact"] : [], container, key, plain], seconds: 600).MustSucceed();
}
