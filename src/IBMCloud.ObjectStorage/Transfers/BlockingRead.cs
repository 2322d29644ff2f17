namespace IBMCloud.ObjectStorage.Transfers;

/// <summary>
/// The blocking form of the source contract over the network, whose only form is asynchronous. It is for worker threads that own themselves; the read runs on the
/// pool, so no synchronization context is waited for.
/// </summary>
internal static class BlockingRead
{
    public static void Run(Func<CancellationToken, ValueTask> read)
    {
        using var done = new ManualResetEventSlim();
        Exception? failure = null;
        _ = Task.Run(async () =>
        {
            try
            {
                await read(CancellationToken.None).ConfigureAwait(false);
            }
            catch (Exception e)
            {
                failure = e;
            }
            finally
            {
                done.Set();
            }
        });
        done.Wait(CancellationToken.None);
        if (failure is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
        }
    }
}
