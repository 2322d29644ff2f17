using System.Diagnostics;
using System.Globalization;

namespace IBMCloud.Emulator.Hosting;

/// <summary>A folder for spilled objects that goes with the process: removed on dispose, on exit, and, after a kill, by the next emulator.</summary>
internal sealed class TempFolder : IDisposable
{
    private const string Prefix = "ibmcloud-emulator-";

    public TempFolder()
    {
        RemoveFoldersOfDeadProcesses();
        Path = Directory.CreateTempSubdirectory(string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Environment.ProcessId}-")).FullName;
        AppDomain.CurrentDomain.ProcessExit += OnProcessExit;
    }

    public string Path { get; }

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= OnProcessExit;
        Remove(Path);
    }

    private static void RemoveFoldersOfDeadProcesses()
    {
        foreach (var folder in Directory.EnumerateDirectories(System.IO.Path.GetTempPath(), Prefix + "*"))
        {
            var name = System.IO.Path.GetFileName(folder).AsSpan(Prefix.Length);
            var dash = name.IndexOf('-');
            if (dash > 0 && int.TryParse(name[..dash], NumberStyles.None, CultureInfo.InvariantCulture, out var processId) && !IsRunning(processId))
                Remove(folder);
        }
    }

    private static bool IsRunning(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static void Remove(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception gone) when (gone is DirectoryNotFoundException or UnauthorizedAccessException or IOException)
        {
            // Somebody else's folder, or already removed by another emulator: a leftover in the temp folder is no reason to fail.
        }
    }

    private void OnProcessExit(object? sender, EventArgs e) => Remove(Path);
}
