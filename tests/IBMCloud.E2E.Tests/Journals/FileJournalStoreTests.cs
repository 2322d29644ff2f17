namespace IBMCloud.E2E.Tests.Journals;

public sealed class FileJournalStoreTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_document_and_its_parts_are_there_for_the_next_runner()
    {
        using var folder = new TempFolder();
        var store = new FileJournalStore(folder["runs"]);
        await using (var first = await store.OpenAsync("run", Cancel))
        {
            (await first.ReadAsync(Cancel)).Should().BeNull();
            await first.WriteAsync("one"u8.ToArray(), Cancel);
            await first.WriteAsync("two"u8.ToArray(), Cancel);
            await first.AppendPartAsync("part 1", Cancel);
            await first.AppendPartAsync("part 2", Cancel);
        }

        await using var second = await store.OpenAsync("run", Cancel);
        (await second.ReadAsync(Cancel)).Should().Equal("two"u8.ToArray());
        (await second.ReadPartsAsync(Cancel)).Should().Equal("part 1", "part 2");
        Directory.GetFiles(folder["runs"]).Select(Path.GetFileName).Should().BeEquivalentTo("run.journal.json", "run.parts.jsonl", "run.lock");
    }

    [Fact]
    public async Task What_a_runner_killed_while_it_wrote_left_half_written_is_gone_and_the_journal_is_the_one_before()
    {
        using var folder = new TempFolder();
        folder.Write("run.journal.json", "whole"u8);
        folder.Write($".run.journal.json.{Guid.NewGuid():N}.partial", "who"u8);

        await using var next = await new FileJournalStore(folder.Path).OpenAsync("run", Cancel);

        (await next.ReadAsync(Cancel)).Should().Equal("whole"u8.ToArray());
        Directory.GetFiles(folder.Path).Select(Path.GetFileName).Should().BeEquivalentTo("run.journal.json", "run.lock");
    }

    [Fact]
    public async Task A_second_runner_is_refused_until_the_first_ends()
    {
        using var folder = new TempFolder();
        var first = await new FileJournalStore(folder.Path).OpenAsync("run", Cancel);

        var open = () => new FileJournalStore(folder.Path).OpenAsync("run", Cancel);

        (await open.Should().ThrowAsync<RunJournalException>()).Which.Reason.Should().Be(RunJournalError.InUse);
        await first.DisposeAsync();
        await (await open()).DisposeAsync();
    }

    [Fact]
    public async Task A_line_cut_short_by_a_kill_is_left_out_and_spoils_no_other()
    {
        using var folder = new TempFolder();
        var store = new FileJournalStore(folder.Path);
        await File.WriteAllTextAsync(folder["run.parts.jsonl"], "whole\ncut sho", Cancel);
        await using var journal = await store.OpenAsync("run", Cancel);

        (await journal.ReadPartsAsync(Cancel)).Should().Equal("whole");
        await journal.AppendPartAsync("next", Cancel);
        (await journal.ReadPartsAsync(Cancel)).Should().Contain(["whole", "next"]);
    }

    [Theory]
    [InlineData("../evil")]
    [InlineData("..")]
    public void A_name_cannot_leave_the_folder(string name)
    {
        var path = () => new FileJournalStore("/tmp").PathOf(name);
        path.Should().Throw<ArgumentException>();
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("{\"version\":99,\"runId\":\"a\",\"name\":\"b\",\"request\":{\"image\":\"\",\"profile\":\"ClassicVhd\",\"region\":\"us-south\",\"osReferenceCode\":\"X\"},\"createdAt\":\"2026-11-24T00:00:00Z\"}")]
    public void What_is_no_journal_is_refused_with_a_reason(string text)
    {
        var parse = () => RunJournal.Parse(System.Text.Encoding.UTF8.GetBytes(text));
        parse.Should().Throw<RunJournalException>().Which.Reason.Should().BeOneOf(RunJournalError.Damaged, RunJournalError.NewerVersion);
    }
}
