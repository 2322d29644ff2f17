using IBMCloud.Core;
using IBMCloud.DiskImages;
using IBMCloud.E2E.Tool.Terminal;
using IBMCloud.E2E.Tool.Verbs.Runs;
using IBMCloud.Luks;
using IBMCloud.Primitives;

namespace IBMCloud.E2E.Tool;

/// <summary>How a failure ends the process: with which code, and with one or two sentences, the cause and then the remedy.</summary>
internal sealed record Failure(int ExitCode, string Message)
{
    public static Failure Of(Exception error) => error switch
    {
        ToolException tool => new(tool.ExitCode, tool.Message),
        StoppedRunException stopped => new(stopped.ExitCode, stopped.Message),
        OperationCanceledException => new(Tool.ExitCode.Cancelled, "Cancelled. Nothing was left behind."),
        LuksException { Reason: LuksError.LimitExceeded } luks => new(Tool.ExitCode.InvalidImage, $"{luks.Message} On the command line that is --trust-header."),
        LuksException luks => new(CodeOf(luks.Reason), luks.Message),
        DiskImageException image => new(CodeOf(image.Reason), image.Message),
        ImageFileException { Reason: ImageFileError.TargetExists } file => new(Tool.ExitCode.Failed, OutputFile.LeftAlone(file.Path)),
        E2EStepException { InnerException: { } cause } step => new(Of(cause).ExitCode, step.Message),
        E2ERequestException request => new(Tool.ExitCode.Usage, request.Message),
        E2EPrerequisiteException prerequisite => new(Tool.ExitCode.Prerequisite, prerequisite.Message),
        RekeyException rekey => new(Tool.ExitCode.Prerequisite, rekey.Message),
        RunJournalException journal => new(Tool.ExitCode.Journal, journal.Message),
        IbmCloudException cloud => new(Tool.ExitCode.CloudFailed, cloud.Message),
        IbmCloudE2EException known => new(Tool.ExitCode.Failed, known.Message),
        FileNotFoundException file => new(Tool.ExitCode.Failed, $"'{file.FileName}' does not exist. Check the path."),
        DirectoryNotFoundException or UnauthorizedAccessException => new(Tool.ExitCode.Failed, $"{error.Message} Check the path and its permissions."),
        IOException => new(Tool.ExitCode.Failed, $"Reading or writing failed: {error.Message.TrimEnd('.')}. Check the file and its disk, then start again."),
        OutOfMemoryException => new(Tool.ExitCode.Failed, "The machine has not enough free memory. Free some, or use a larger machine."),
        _ => new(Tool.ExitCode.Failed, $"An error that the tool did not expect ({error.GetType().Name}): {error.Message} Please report it."),
    };

    private static int CodeOf(LuksError reason) => reason switch
    {
        LuksError.WrongPassphrase => Tool.ExitCode.WrongKey,
        LuksError.NoFreeKeyslot or LuksError.WrongKeyslot or LuksError.LastKeyslot => Tool.ExitCode.Failed,
        _ => Tool.ExitCode.InvalidImage,
    };

    private static int CodeOf(DiskImageError reason) => reason == DiskImageError.WrongKey ? Tool.ExitCode.WrongKey : Tool.ExitCode.InvalidImage;
}
