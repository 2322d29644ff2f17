using System.Threading.Channels;
using IBMCloud.E2E;
using IBMCloud.Primitives;
using Microsoft.Extensions.Hosting;

namespace HostedWorker;

/// <summary>Takes images from the queue, two at a time, and makes an encrypted image template of each. When the host stops, what runs is kept in its journal.</summary>
internal sealed class ImageWorker(ChannelReader<E2ERequest> queue, E2EWorkflow workflow, IHostApplicationLifetime program) : BackgroundService
{
    public static int Failed { get; private set; }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var limit = new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = stoppingToken };
        await Parallel.ForEachAsync(queue.ReadAllAsync(stoppingToken), limit, async (request, cancel) =>
        {
            try
            {
                var result = await workflow.RunAsync(request, progress: null, cancel);
                var report = await workflow.VerifyAsync(request, cancellationToken: cancel);
                Console.WriteLine($"{request.Name}: image template {result.Journal.Facts.TemplateId}, {(report.Passed ? "proved" : "NOT PROVED")}");
                Failed += report.Passed ? 0 : 1;
            }
            catch (IbmCloudE2EException e)
            {
                // One image's failure is not the others': run it again later, it goes on from its journal.
                Console.WriteLine($"{request.Name}: {e.Message}");
                Failed++;
            }
        });
        program.StopApplication();
    }
}
