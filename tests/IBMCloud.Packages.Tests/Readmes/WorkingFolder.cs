namespace IBMCloud.Packages.Tests.Readmes;

/// <summary>A temporary folder that is the process's current one, since samples name their files as a user does. Tests of one class run one after the other.</summary>
internal sealed class WorkingFolder : IDisposable
{
    private readonly string _before = Environment.CurrentDirectory;
    private readonly TempFolder _folder = new();

    private WorkingFolder() => Environment.CurrentDirectory = _folder.Path;

    public static WorkingFolder Enter() => new();

    public void Dispose()
    {
        Environment.CurrentDirectory = _before;
        _folder.Dispose();
    }
}
