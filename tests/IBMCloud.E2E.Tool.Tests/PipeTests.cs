namespace IBMCloud.E2E.Tool.Tests;

/// <summary>An image through stdin.</summary>
public sealed class PipeTests : IDisposable
{
    private readonly Workbench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("luks2")]
    [InlineData("luks1")]
    public void A_raw_image_is_encrypted_from_pipe_to_pipe_and_to_a_file(string format)
    {
        ToolProcess.Shell("set -o pipefail; cat $1 | $tool encrypt - - --size $2 --format $3 --key-file $4 | cat >$5", _bench.Disk, $"{_bench.DiskBytes.Length}", format, _bench.Key, _bench["piped"])
            .MustSucceed();
        ToolProcess.Shell("cat $1 | $tool encrypt - $5 --size $2 --format $3 --key-file $4", _bench.Disk, $"{_bench.DiskBytes.Length}", format, _bench.Key, _bench["image"]).MustSucceed();

        ToolProcess.Run("compare", _bench["piped"], _bench.Disk, "--key-file", _bench.Key).MustSucceed();
        ToolProcess.Run("compare", _bench["image"], _bench.Disk, "--key-file", _bench.Key).MustSucceed();
    }

    [Fact]
    public void A_file_as_stdin_is_read_from_where_it_stands()
    {
        ToolProcess.Shell("{ head -c 512 $1; cat $1; } >$2; { dd bs=512 count=1 of=/dev/null status=none; $tool encrypt - $3 --size $4 --format luks2 --key-file $5; } <$2",
            _bench.Disk, _bench["longer"], _bench["image"], $"{_bench.DiskBytes.Length}", _bench.Key).MustSucceed();

        ToolProcess.Run("compare", _bench["image"], _bench.Disk, "--key-file", _bench.Key).MustSucceed();
    }

    [Theory]
    [InlineData(512)]
    [InlineData(-512)]
    public void A_pipe_that_brings_more_or_less_than_was_said_leaves_no_file(int wrong)
    {
        ToolProcess.Shell("cat $1 | $tool encrypt - $4 --size $2 --format luks1 --key-file $3", _bench.Disk, $"{_bench.DiskBytes.Length + wrong}", _bench.Key, _bench["image"])
            .MustRefuse(4, "bytes");

        _bench.MustHoldOnly();
    }

    [Theory]
    [InlineData("--format luks2", "needs --size")]
    [InlineData("--format vhd --size 512", "looked at ahead")]
    [InlineData("--format qcow2 --size 512", "looked at ahead")]
    [InlineData("--format luks2 --size 1000", "512-byte sectors")]
    public void What_a_pipe_cannot_be_is_explained(string options, string message) =>
        ToolProcess.Run(["encrypt", "-", _bench["image"], "--key-file", _bench.Key, .. options.Split(' ')])
            .MustRefuse(options.EndsWith("1000", StringComparison.Ordinal) ? 4 : 2, message);

    [Fact]
    public void A_file_needs_no_size() =>
        ToolProcess.Run("encrypt", _bench.Disk, _bench["image"], "--size", "512", "--format", "luks2", "--key-file", _bench.Key).MustRefuse(2, "Leave it out");
}
