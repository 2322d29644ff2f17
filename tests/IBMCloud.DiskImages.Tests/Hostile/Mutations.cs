namespace IBMCloud.DiskImages.Tests.Hostile;

/// <summary>Runs a reader over many damaged images. It may refuse them by its own exception and in no other way, and it has to come to an end.</summary>
internal static class Mutations
{
    public static int Count { get; } = HeavyCount.From("IBMCLOUD_E2E_DISKIMAGE_MUTATIONS", 300);

    /// <summary>A watchdog against a reader that does not end, no measure of time.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    public static async Task RunAsync(byte[] image, int[] places, Func<PatchedSource, CancellationToken, Task> read)
    {
        using var watchdog = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        watchdog.CancelAfter(Longest);
        var refused = 0;
        for (var seed = 0; seed < Count; seed++)
        {
            using var source = new PatchedSource(image, places, seed);
            try
            {
                await read(source, watchdog.Token);
            }
            catch (DiskImageException)
            {
                refused++;
            }
            catch (Exception e)
            {
                Assert.Fail($"seed {seed}: {e}");
            }
        }

        refused.Should().BePositive("damage that nobody notices would say that nothing is read");
    }
}
