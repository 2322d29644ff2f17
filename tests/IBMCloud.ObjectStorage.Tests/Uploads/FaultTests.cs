using System.IO.Pipelines;
using IBMCloud.Emulator;

namespace IBMCloud.ObjectStorage.Tests.Uploads;

/// <summary>Every fault that the emulator can show, at every request of an upload: it is passed over, and the object is right.</summary>
public sealed class FaultTests : ObjectStorageTest
{
    private readonly PatternSource _source = new(11 * MiB);

    public static TheoryData<string, string> FaultsAndRequests => new(
        from fault in new[] { "500", "502", "503", "503 with Retry-After", "429", "408", "reset before", "reset after", "expired token", "403 for an expired token" }
        from request in new[] { "PUT /*/image.raw?partNumber=1*", "PUT /*/image.raw?partNumber=2*", "PUT /*/image.raw?partNumber=3*", "HEAD /*/image.raw", "POST /*/image.raw?uploads*", "POST /*/image.raw?uploadId=*" }
        select (fault, request));

    private EmulatorServer Emulator => (EmulatorServer)Server;

    [Theory]
    [MemberData(nameof(FaultsAndRequests))]
    public async Task One_fault_is_passed_over(string fault, string request)
    {
        var planned = Emulator.Emulator.Faults.Add(EmulatedService.ObjectStorage, request, FaultOf(fault));

        var uploaded = await Client.UploadAsync(Bucket, "image.raw", _source, new UploadOptions { PartSize = 5 * MiB }, cancellationToken: Cancel);

        planned.Hits.Should().Be(1);
        uploaded.PartsSent.Should().Be(3);
        await ShouldHoldAsync("image.raw", _source);
        // A beginning whose answer was lost is an upload that nobody knows; it has no parts.
        var unknown = fault == "reset after" && request.EndsWith("uploads*", StringComparison.Ordinal) ? 1 : 0;
        (await Client.CleanUpUploadsAsync(Bucket, TimeSpan.Zero, cancellationToken: Cancel)).Should().HaveCount(unknown);
    }

    [Fact]
    public async Task A_storm_of_SlowDown_slows_a_pipes_upload_too()
    {
        var planned = Storm(parts: 3, times: 4);
        var bytes = new byte[_source.Length];
        _source.Read(0, bytes);

        await Client.UploadAsync(Bucket, "image.raw", PipeReader.Create(new MemoryStream(bytes)), _source.Length, new UploadOptions { PartSize = 5 * MiB }, cancellationToken: Cancel);

        planned.Should().AllSatisfy(part => part.Hits.Should().Be(4));
        await ShouldHoldAsync("image.raw", _source);
    }

    [Fact]
    public async Task A_storm_of_SlowDown_slows_the_upload_and_does_not_end_it()
    {
        var planned = Storm(parts: 12, times: 2);
        using var source = new PatternSource(60L * MiB);

        await Client.UploadAsync(Bucket, "image.raw", source, new UploadOptions { PartSize = 5 * MiB, PartsInFlight = 8 }, cancellationToken: Cancel);

        planned.Should().AllSatisfy(part => part.Hits.Should().Be(2));
        await ShouldHoldAsync("image.raw", source);
    }

    [Fact]
    public async Task A_part_that_never_passes_ends_the_upload_with_the_services_words_and_leaves_nothing()
    {
        Emulator.Emulator.Faults.Add(EmulatedService.ObjectStorage, "PUT /*/image.raw?partNumber=2*", Fault.InternalError(), times: 1000);

        var upload = () => Client.UploadAsync(Bucket, "image.raw", _source, new UploadOptions { PartSize = 5 * MiB }, cancellationToken: Cancel);

        (await upload.Should().ThrowAsync<ObjectStorageException>().WithMessage("*InternalError*")).Which.Reason.Should().Be(ObjectStorageError.Unavailable);
        (await Client.ListUnfinishedUploadsAsync(Bucket, cancellationToken: Cancel).ToListAsync(Cancel)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_role_that_is_missing_is_not_tried_again_and_again()
    {
        var planned = Emulator.Emulator.Faults.Add(EmulatedService.ObjectStorage, "PUT /*/image.raw?partNumber=2*", Fault.Status(403), times: 1000);

        var upload = () => Client.UploadAsync(Bucket, "image.raw", _source, new UploadOptions { PartSize = 5 * MiB }, cancellationToken: Cancel);

        (await upload.Should().ThrowAsync<ObjectStorageException>().WithMessage("*role*")).Which.Reason.Should().Be(ObjectStorageError.AccessDenied);
        planned.Hits.Should().Be(2, "the token is refreshed once and the part repeated once");
    }

    [Theory]
    [InlineData("500")]
    [InlineData("503")]
    [InlineData("reset before")]
    [InlineData("truncated")]
    [InlineData("expired token")]
    public async Task A_read_that_breaks_off_goes_on(string fault)
    {
        await Client.UploadAsync(Bucket, "image.raw", _source, cancellationToken: Cancel);
        // A token that is refused twice in a row is refused.
        var times = fault == "expired token" ? 1 : 2;
        var planned = Emulator.Emulator.Faults.Add(EmulatedService.ObjectStorage, "GET /*/image.raw", FaultOf(fault), times);

        await ShouldHoldAsync("image.raw", _source);

        planned.Hits.Should().Be(times);
    }

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        Emulator.Emulator.Faults.Clear();
        _source.Dispose();
        await base.DisposeAsync();
    }

    protected override async Task<TestServer> StartAsync() => await EmulatorServer.StartAsync();

    /// <summary>Every part is refused so often. Refusals that any part can take could all meet one, which then ends the upload, as it should.</summary>
    private IReadOnlyList<PlannedFault> Storm(int parts, int times) =>
        [.. Enumerable.Range(1, parts).Select(part => Emulator.Emulator.Faults.Add(EmulatedService.ObjectStorage, $"PUT /*/image.raw?partNumber={part}&*", Fault.Unavailable("0"), times))];

    private static Fault FaultOf(string name) => name switch
    {
        "500" => Fault.InternalError(),
        "502" => Fault.Status(502),
        "503" => Fault.Unavailable(),
        "503 with Retry-After" => Fault.Unavailable("0"),
        "429" => Fault.TooManyRequests("0"),
        "408" => Fault.Status(408),
        "reset before" => Fault.ResetBefore(),
        "reset after" => Fault.ResetAfter(),
        "truncated" => Fault.TruncatedBody(1000),
        "expired token" => Fault.ExpiredToken(),
        _ => Fault.Status(403),
    };
}
