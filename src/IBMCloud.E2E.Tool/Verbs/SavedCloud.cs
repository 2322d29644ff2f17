using System.Text.Json;

namespace IBMCloud.E2E.Tool.Verbs;

/// <summary>The file that says where an emulator is and who may call it. Only its owner reads it, and it goes with the emulator.</summary>
internal sealed class SavedCloud : IDisposable
{
    private SavedCloud(string path) => Path = path;

    public string Path { get; }

    /// <summary>Writes the file; it appears whole, so that whoever waits for it never reads half of it.</summary>
    public static SavedCloud Write(string path, Action<Utf8JsonWriter> members)
    {
        var full = System.IO.Path.GetFullPath(path);
        var partial = $"{full}.{Environment.ProcessId}.partial";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var stream = new FileStream(partial, options))
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        File.Move(partial, full, overwrite: true);
        return new SavedCloud(full);
    }

    public void Dispose() => File.Delete(Path);
}
