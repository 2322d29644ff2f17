// Two folders of packages hold the same assemblies and symbols, byte for byte: dotnet run build/same-assemblies.cs -- FOLDER FOLDER
#:property PublishAot=false
using System.IO.Compression;
using System.Security.Cryptography;

var first = Read(args[0]);
var second = Read(args[1]);
var other = first.Keys.Union(second.Keys).Where(name => first.GetValueOrDefault(name) != second.GetValueOrDefault(name)).Order(StringComparer.Ordinal).ToList();
other.ForEach(name => Console.Error.WriteLine($"differs, or is in one of them only: {name}"));
Console.WriteLine($"{first.Count} assemblies and symbol files, {other.Count} differ");
return first.Count > 0 && other.Count == 0 ? 0 : 1;

static Dictionary<string, string> Read(string folder)
{
    var hashes = new Dictionary<string, string>();
    foreach (var path in Directory.EnumerateFiles(folder, "*.*nupkg"))
    {
        using var package = ZipFile.OpenRead(path);
        foreach (var entry in package.Entries.Where(entry => Path.GetExtension(entry.Name) is ".dll" or ".pdb"))
        {
            using var content = entry.Open();
            hashes[$"{Path.GetFileName(path)}: {entry.FullName}"] = Convert.ToHexString(SHA256.HashData(content));
        }
    }

    return hashes;
}
