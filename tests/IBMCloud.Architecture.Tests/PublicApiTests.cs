using System.Reflection;

namespace IBMCloud.Architecture.Tests;

/// <summary>Public APIs speak in the product's own types: what carries the bytes can be replaced without breaking a caller.</summary>
public sealed class PublicApiTests
{
    private static readonly string[] Hidden = ["Refit", "Polly", "AWSSDK", "Amazon", "ZstdSharp"];

    public static TheoryData<string> Shipped => [.. Repository.ShippedProjects];

    [Theory]
    [MemberData(nameof(Shipped))]
    public void No_public_member_exposes_a_type_of_a_package_underneath(string assembly)
    {
        var exposed = from type in Repository.Assembly(assembly).GetExportedTypes()
                      from mentioned in Mentioned(type)
                      where Hidden.Any(hidden => (mentioned.Assembly.GetName().Name ?? "").StartsWith(hidden, StringComparison.Ordinal))
                      select $"{type.FullName}: {mentioned.FullName}";

        exposed.Distinct().Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Shipped))]
    public void Public_types_live_in_a_namespace_of_their_assembly(string assembly)
    {
        var strays = Repository.Assembly(assembly).GetExportedTypes()
            .Where(type => type.Namespace != assembly && type.Namespace?.StartsWith(assembly + ".", StringComparison.Ordinal) != true)
            .Where(type => !(type.Namespace ?? "").StartsWith("Microsoft.Extensions.", StringComparison.Ordinal));

        strays.Should().BeEmpty();
    }

    private static IEnumerable<Type> Mentioned(Type type)
    {
        const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        var own = new[] { type.BaseType }.Concat(type.GetInterfaces());
        var methods = type.GetMethods(All).Where(Visible).SelectMany(method => method.GetParameters().Select(parameter => parameter.ParameterType).Append(method.ReturnType));
        var constructors = type.GetConstructors(All).Where(Visible).SelectMany(constructor => constructor.GetParameters().Select(parameter => parameter.ParameterType));
        var fields = type.GetFields(All).Where(field => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly).Select(field => field.FieldType);
        return own.OfType<Type>().Concat(methods).Concat(constructors).Concat(fields).SelectMany(Parts);
    }

    private static bool Visible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static IEnumerable<Type> Parts(Type type) =>
        type.HasElementType ? Parts(type.GetElementType()!)
        : type.IsConstructedGenericType ? type.GetGenericArguments().SelectMany(Parts).Append(type.GetGenericTypeDefinition())
        : [type];
}
