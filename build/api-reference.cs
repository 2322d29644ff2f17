// Writes the API reference of the packages as Markdown, a page for each package and for each type: dotnet run build/api-reference.cs -- FOLDER OUTPUT
// FOLDER holds the built assemblies with their XML documentation, such as src/IBMCloud.E2E.Tool/bin/Release/net10.0. Ends with 1 where a public member has no
// summary, or where documentation refers to what no reader can look up.
#:property PublishAot=false
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

if (args is not [var folder, var output])
{
    Console.Error.WriteLine("usage: dotnet run build/api-reference.cs -- FOLDER OUTPUT");
    return 2;
}

var types = new SortedDictionary<string, Type>(StringComparer.Ordinal);
var members = new Dictionary<string, MemberInfo>(StringComparer.Ordinal);
var documentation = new Dictionary<string, XElement>(StringComparer.Ordinal);
var findings = new List<string>();
foreach (var path in Directory.EnumerateFiles(folder, "IBMCloud.*.dll").Order(StringComparer.Ordinal))
{
    if (!File.Exists(Path.ChangeExtension(path, ".xml")))
    {
        continue;
    }

    foreach (var member in XDocument.Load(Path.ChangeExtension(path, ".xml"), LoadOptions.PreserveWhitespace).Descendants("member"))
    {
        documentation[member.Attribute("name")!.Value] = member;
    }

    foreach (var type in Assembly.LoadFrom(Path.GetFullPath(path)).GetExportedTypes())
    {
        types[DocIds.Of(type)] = type;
        foreach (var member in type.GetMembers(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
        {
            if (!type.IsAssignableTo(typeof(Delegate)) && Visibility.IsShown(member))
            {
                members[DocIds.Of(member)] = member;
            }
        }
    }
}

if (types.Count == 0)
{
    Console.Error.WriteLine($"'{folder}' has no assembly with documentation: build it first.");
    return 1;
}

Directory.CreateDirectory(output);
var text = new TextOf(types, members, findings);
foreach (var package in types.Values.GroupBy(type => type.Assembly.GetName().Name!))
{
    var index = new StringBuilder($"# {package}\n\n| type | |\n|---|---|\n");
    foreach (var type in package)
    {
        var file = TextOf.FileOf(type);
        index.AppendLine($"| [`{Names.Of(type)}`]({file}) | {Summary(DocIds.Of(type), file)} |");
        File.WriteAllText(Path.Combine(output, file), PageOf(type, file));
    }

    File.WriteAllText(Path.Combine(output, $"{package}.md"), index.ToString());
}

File.WriteAllText(Path.Combine(output, "index.md"), "# API reference\n\n" + string.Concat(types.Values.Select(type => type.Assembly.GetName().Name!).Distinct().Select(package => $"- [{package}]({package}.md)\n")));
Console.WriteLine($"{types.Count} types, {members.Count} members, {findings.Count} findings: {output}");
findings.ForEach(Console.Error.WriteLine);
return findings.Count == 0 ? 0 : 1;

string PageOf(Type type, string file)
{
    var page = new StringBuilder($"# {Names.Of(type)}\n\nNamespace `{type.Namespace}`, package [{type.Assembly.GetName().Name}]({type.Assembly.GetName().Name}.md)\n\n```csharp\n{Names.Declaration(type)}\n```\n\n");
    Describe(page, DocIds.Of(type), file);
    foreach (var (id, member) in members.Where(one => one.Value.DeclaringType == type).OrderBy(one => one.Value.MemberType).ThenBy(one => one.Key, StringComparer.Ordinal))
    {
        page.Append($"## {member switch { ConstructorInfo => Names.Of(type), _ => member.Name.Split('.')[^1] }}\n\n```csharp\n{Names.Declaration(member)}\n```\n\n");
        Describe(page, id, file);
    }

    return page.ToString();
}

string Summary(string id, string file) => documentation.TryGetValue(id, out var found) && found.Element("summary") is { } summary ? text.Line(summary, file) : "";

void Describe(StringBuilder page, string id, string file)
{
    if (!documentation.TryGetValue(id, out var found))
    {
        // A record's members and overrides of what every object has are described by the language.
        if (!Visibility.IsMadeByCompiler(id, members, documentation))
        {
            findings.Add($"{id}: no documentation");
        }

        return;
    }

    if (found.Element("inheritdoc") is not null)
    {
        page.Append("As described by what it overrides or implements.\n\n");
        return;
    }

    if (found.Element("summary") is not { } summary)
    {
        findings.Add($"{id}: no summary");
        return;
    }

    page.Append($"{text.Block(summary, file)}\n\n");
    foreach (var remarks in found.Elements("remarks"))
    {
        page.Append($"{text.Block(remarks, file)}\n\n");
    }

    var rows = found.Elements("typeparam").Concat(found.Elements("param")).Select(one => $"| `{one.Attribute("name")?.Value}` | {text.Line(one, file)} |\n").ToList();
    if (rows.Count > 0)
    {
        page.Append($"| parameter | |\n|---|---|\n{string.Concat(rows)}\n");
    }

    foreach (var returns in found.Elements("returns"))
    {
        page.Append($"Returns {text.Line(returns, file)}\n\n");
    }

    foreach (var thrown in found.Elements("exception"))
    {
        page.Append($"- {text.Reference(thrown.Attribute("cref")?.Value ?? "", file, null)}: {text.Line(thrown, file)}\n");
    }

    page.Append(found.Elements("exception").Any() ? "\n" : "");
}

/// <summary>What readers of a package see.</summary>
static class Visibility
{
    public static bool IsShown(MemberInfo member) => member switch
    {
        MethodInfo { IsSpecialName: true } => false,
        MethodBase method => IsReachable(method) && !method.Name.Contains('<'),
        PropertyInfo property => property.GetAccessors(nonPublic: true).Any(IsReachable),
        FieldInfo { IsSpecialName: true } => false,
        FieldInfo field => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly,
        EventInfo e => e.AddMethod is { } add && IsReachable(add),
        _ => false,
    } && !member.GetCustomAttributesData().Any(one => one.AttributeType.Name == "CompilerGeneratedAttribute");

    public static bool IsMadeByCompiler(string id, Dictionary<string, MemberInfo> members, Dictionary<string, XElement> documentation)
    {
        if (!members.TryGetValue(id, out var member))
        {
            return false;
        }

        var type = member.DeclaringType!;
        var isRecord = type.GetMethod("<Clone>$") is not null || type.GetMethod("PrintMembers", BindingFlags.NonPublic | BindingFlags.Instance) is not null;
        var described = documentation.TryGetValue(DocIds.Of(type), out var found) ? found.Elements("param").Select(one => one.Attribute("name")?.Value) : [];
        return member switch
        {
            ConstructorInfo { } made when made.GetParameters().Length == 0 => true,
            ConstructorInfo => isRecord || described.Any(),
            PropertyInfo property => described.Contains(property.Name),
            MethodInfo { Name: "Deconstruct" or "PrintMembers" or "Equals" or "GetHashCode" or "ToString" } => true,
            _ => false,
        };
    }

    private static bool IsReachable(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;
}

/// <summary>The compiler's documentation ids (C# specification, annex D.4.2).</summary>
static class DocIds
{
    public static string Of(Type type) => $"T:{NameOf(type)}";

    public static string Of(MemberInfo member)
    {
        var owner = NameOf(member.DeclaringType!);
        return member switch
        {
            ConstructorInfo constructor => $"M:{owner}.{(constructor.IsStatic ? "#cctor" : "#ctor")}{Parameters(constructor.GetParameters())}",
            MethodInfo method => $"M:{owner}.{method.Name.Replace('.', '#')}{(method.IsGenericMethod ? $"``{method.GetGenericArguments().Length}" : "")}{Parameters(method.GetParameters())}"
                + (method.Name is "op_Implicit" or "op_Explicit" ? $"~{Parameter(method.ReturnType)}" : ""),
            PropertyInfo property => $"P:{owner}.{property.Name.Replace('.', '#')}{Parameters(property.GetIndexParameters())}",
            FieldInfo field => $"F:{owner}.{field.Name}",
            _ => $"E:{owner}.{member.Name}",
        };
    }

    private static string NameOf(Type type) => (type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName!.Replace('+', '.');

    private static string Parameters(ParameterInfo[] parameters) => parameters.Length == 0 ? "" : $"({string.Join(',', parameters.Select(one => Parameter(one.ParameterType)))})";

    private static string Parameter(Type type) => type switch
    {
        { IsByRef: true } => Parameter(type.GetElementType()!) + "@",
        { IsPointer: true } => Parameter(type.GetElementType()!) + "*",
        { IsArray: true } => Parameter(type.GetElementType()!) + (type.GetArrayRank() == 1 ? "[]" : $"[{string.Join(',', Enumerable.Repeat("0:", type.GetArrayRank()))}]"),
        { IsGenericMethodParameter: true } => $"``{type.GenericParameterPosition}",
        { IsGenericParameter: true } => $"`{type.GenericParameterPosition}",
        { IsGenericType: true } => $"{NameOf(type)[..NameOf(type).IndexOf('`')]}{{{string.Join(',', type.GetGenericArguments().Select(Parameter))}}}",
        _ => type.FullName!.Replace('+', '.'),
    };
}

/// <summary>Names and declarations as C# has them.</summary>
static class Names
{
    public static string Of(Type type) => type switch
    {
        { IsByRef: true } => Of(type.GetElementType()!),
        { IsArray: true } => Of(type.GetElementType()!) + "[]",
        _ when Nullable.GetUnderlyingType(type) is { } inner => Of(inner) + "?",
        { IsGenericType: true } => $"{Nested(type)}{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Of))}>",
        _ => type.FullName switch
        {
            "System.Void" => "void", "System.String" => "string", "System.Boolean" => "bool", "System.Int32" => "int", "System.Int64" => "long", "System.Byte" => "byte",
            "System.UInt32" => "uint", "System.UInt64" => "ulong", "System.Double" => "double", "System.Object" => "object",
            _ => Nested(type) + type.Name,
        },
    };

    public static string Declaration(Type type) => type.IsAssignableTo(typeof(Delegate)) && type.GetMethod("Invoke") is { } invoke
        ? $"public delegate {Of(invoke.ReturnType)} {Of(type)}({Parameters(invoke.GetParameters())})"
        : $"public {(type.IsEnum ? "enum" : type.IsInterface ? "interface" : type.IsValueType ? "struct" : type is { IsAbstract: true, IsSealed: true } ? "static class"
        : type.IsAbstract ? "abstract class" : type.IsSealed ? "sealed class" : "class")} {Of(type)}{(type.BaseType is { } b && b != typeof(object) && b != typeof(ValueType) && b != typeof(Enum) ? $" : {Of(b)}" : "")}";

    public static string Declaration(MemberInfo member) => member switch
    {
        ConstructorInfo constructor => $"{Access(constructor)}{Of(constructor.DeclaringType!)}({Parameters(constructor.GetParameters())})",
        MethodInfo method => $"{Access(method)}{Of(method.ReturnType)} {method.Name}{(method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(Of))}>" : "")}({Parameters(method.GetParameters())})",
        PropertyInfo property => $"{Access(property.GetAccessors(nonPublic: true)[0])}{Of(property.PropertyType)} {property.Name} {{ {(property.GetMethod is null ? "" : "get; ")}{(property.SetMethod is { IsPublic: true } set ? IsInit(set) ? "init; " : "set; " : "")}}}",
        FieldInfo field => field.DeclaringType!.IsEnum ? $"{field.Name} = {field.GetRawConstantValue()}" : $"public {(field.IsLiteral ? "const " : field.IsStatic ? "static readonly " : "")}{Of(field.FieldType)} {field.Name}",
        _ => member.Name,
    };

    private static string Nested(Type type) => type is { IsNested: true, IsGenericParameter: false } ? Of(type.DeclaringType!) + "." : "";

    private static bool IsInit(MethodInfo set) => set.ReturnParameter.GetRequiredCustomModifiers().Any(one => one.Name == "IsExternalInit");

    private static string Access(MethodBase method) =>
        (method.IsPublic ? "public " : "protected ") + (method.IsStatic ? "static " : method.IsAbstract ? "abstract " : "");

    private static string Parameters(ParameterInfo[] parameters) => string.Join(", ", parameters.Select(one =>
        $"{(one.IsOut ? "out " : one.ParameterType.IsByRef ? "ref " : "")}{Of(one.ParameterType)} {one.Name}{(one.HasDefaultValue ? $" = {one.DefaultValue switch { null => one.ParameterType.IsValueType ? "default" : "null", string s => $"\"{s}\"", bool b => b ? "true" : "false", var other => other }}" : "")}"));
}

/// <summary>Documentation comments as Markdown.</summary>
sealed partial class TextOf(IReadOnlyDictionary<string, Type> types, IReadOnlyDictionary<string, MemberInfo> members, List<string> findings)
{
    public static string FileOf(Type type) => $"{(type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName!.Replace('+', '.').Replace('`', '-')}.md";

    public string Line(XElement element, string page) => Spaces().Replace(Block(element, page), " ").Replace("|", "\\|").Trim();

    public string Block(XElement element, string page) => string.Concat(element.Nodes().Select(node => node switch
    {
        XText plain => Spaces().Replace(plain.Value, " "),
        XElement { Name.LocalName: "see" or "seealso" } see => Reference(see.Attribute("cref")?.Value ?? see.Attribute("langword")?.Value ?? see.Attribute("href")?.Value ?? "", page, see.Value),
        XElement { Name.LocalName: "paramref" or "typeparamref" } name => $"`{name.Attribute("name")?.Value}`",
        XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
        XElement { Name.LocalName: "code" } code => $"\n\n```text\n{code.Value.Trim('\n', '\r')}\n```\n\n",
        XElement { Name.LocalName: "para" } para => $"\n\n{Block(para, page).Trim()}\n\n",
        XElement { Name.LocalName: "list" } list => "\n\n" + string.Concat(list.Elements().Select(item => $"- {string.Join(": ", item.Elements().Select(one => Line(one, page)))}{(item.HasElements ? "" : item.Value)}\n")) + "\n",
        XElement other => Block(other, page),
        _ => "",
    })).Trim();

    /// <summary>A link to what is on another page, or a name that the reader of .NET knows.</summary>
    public string Reference(string id, string page, string? shown)
    {
        if (id.Length < 2 || id[1] != ':')
        {
            return $"`{id}`";
        }

        var name = shown is { Length: > 0 } ? shown : id[2..].Split('(')[0].Split('.')[^1].Replace("#ctor", "constructor").Split('`')[0];
        if (id[0] == '!')
        {
            findings.Add($"{page}: '{id}' does not resolve");
            return $"`{name}`";
        }

        if (types.TryGetValue(id, out var type))
        {
            return $"[`{name}`]({FileOf(type)})";
        }

        if (members.TryGetValue(id, out var member))
        {
            return $"[`{name}`]({FileOf(member.DeclaringType!)})";
        }

        if (id[2..].StartsWith("IBMCloud.", StringComparison.Ordinal))
        {
            findings.Add($"{page}: '{id}' is not public: no reader can look it up");
        }

        return $"`{name}`";
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
