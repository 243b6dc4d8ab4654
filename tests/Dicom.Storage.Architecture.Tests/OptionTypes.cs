using System.Collections;
using System.Globalization;
using System.Reflection;

namespace Dicom.Storage.Architecture.Tests;

/// <summary>The option types of all packages, found by their names, and the properties of each with default and documentation.</summary>
internal static class OptionTypes
{
    private static readonly string[] s_endings = ["Options", "Limits", "Profile", "Rules", "Rule"];

    // The types that are bound as a whole, and to which section.
    private static readonly Dictionary<string, string> s_sections = new(StringComparer.Ordinal)
    {
        ["DicomStorageOptions"] = "DicomStorage",
        ["StorageScpOptions"] = "DicomStorage:Scp",
        ["TranscodeRules"] = "DicomStorage:Transcode",
        ["SqliteDicomStorageOptions"] = "DicomStorage:Sqlite",
        ["PostgreSqlDicomStorageOptions"] = "DicomStorage:PostgreSql",
        ["MySqlDicomStorageOptions"] = "DicomStorage:MySql",
        ["MongoDbDicomStorageOptions"] = "DicomStorage:MongoDb",
        ["KafkaDicomStorageOptions"] = "DicomStorage:Kafka",
    };

    public static IReadOnlyList<Type> All { get; } =
    [
        .. from package in Directory.EnumerateFiles(AppContext.BaseDirectory, "Dicom.Storage.*.dll")
           let name = Path.GetFileNameWithoutExtension(package)
           where PackageRules.All.ContainsKey(name)
           from type in Assembly.Load(name).GetExportedTypes()
           where type is { IsClass: true, IsAbstract: false } && s_endings.Any(ending => type.Name.EndsWith(ending, StringComparison.Ordinal))
           where type.GetConstructor(Type.EmptyTypes) is not null
           orderby name, type.Name
           select type,
    ];

    public static IEnumerable<OptionProperty> PropertiesOf(Type type)
    {
        object defaults = Activator.CreateInstance(type)!;
        return Walk(type).Select(property => new OptionProperty(
            type.Name,
            property.Name,
            KeyOf(type, property.Name),
            Show(property.GetValue(defaults)),
            XmlDocs.Summary(property)));
    }

    private static IEnumerable<PropertyInfo> Walk(Type type) =>
        type
            .GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => (property.SetMethod is { IsPublic: true } || IsCollection(property.PropertyType)) && !All.Contains(property.PropertyType));

    // Those are filled, not set: the binder adds to them.
    private static bool IsCollection(Type type) =>
        type.GetInterfaces().Append(type).Any(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(ICollection<>));

    // Sections nest: Spool of DicomStorageOptions is DicomStorage:Spool.
    private static string KeyOf(Type type, string property) => SectionOf(type) is { Length: > 0 } section ? $"{section}:{property}" : string.Empty;

    private static string SectionOf(Type type)
    {
        if (s_sections.TryGetValue(type.Name, out string? root))
            return root;

        IEnumerable<string> sections =
            from owner in All
            from property in owner.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            where property.PropertyType == type
            let section = SectionOf(owner)
            where section.Length > 0
            select $"{section}:{property.Name}";
        return sections.FirstOrDefault(string.Empty);
    }

    private static string Show(object? value) => value switch
    {
        null => "none",
        string { Length: 0 } => "empty",
        string text => $"`{text}`",
        bool flag => flag ? "true" : "false",
        TimeSpan span => Show(span),
        long.MaxValue or int.MaxValue => "no limit",
        Enum name => name.ToString(),
        IFormattable number when value.GetType().IsPrimitive => number.ToString("N0", CultureInfo.InvariantCulture),
        IEnumerable items and not string => Count(items.Cast<object>().Count()),
        _ => value.ToString() is not { Length: > 0 } text ? "empty" : $"`{(text.EndsWith(value.GetType().Name, StringComparison.Ordinal) ? value.GetType().Name : text)}`",
    };

    private static string Count(int items) => items == 0 ? "empty" : $"{items.ToString(CultureInfo.InvariantCulture)} entries";

    private static string Show(TimeSpan span) => span switch
    {
        { Ticks: 0 } => "0",
        { TotalSeconds: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{span.TotalMilliseconds:0.###} ms"),
        { TotalMinutes: < 2 } => string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.###} s"),
        { TotalHours: < 2 } => string.Create(CultureInfo.InvariantCulture, $"{span.TotalMinutes:0.###} min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{span.TotalHours:0.###} h"),
    };
}
