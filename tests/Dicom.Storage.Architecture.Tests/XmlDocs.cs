using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Dicom.Storage.Architecture.Tests;

/// <summary>What the documentation of a property says, as Markdown text of one line.</summary>
internal static partial class XmlDocs
{
    private static readonly Dictionary<string, IReadOnlyDictionary<string, XElement>> s_files = new(StringComparer.Ordinal);

    public static string Summary(MemberInfo member)
    {
        char kind = member is Type ? 'T' : 'P';
        string owner = member is Type type ? type.FullName! : $"{member.DeclaringType!.FullName}.{member.Name}";
        IReadOnlyDictionary<string, XElement> file = FileOf((member as Type ?? member.DeclaringType!).Assembly);
        return file.TryGetValue($"{kind}:{owner}", out XElement? element) ? Flatten(element) : string.Empty;
    }

    private static IReadOnlyDictionary<string, XElement> FileOf(Assembly assembly)
    {
        string name = assembly.GetName().Name!;
        if (!s_files.TryGetValue(name, out IReadOnlyDictionary<string, XElement>? members))
        {
            XDocument file = XDocument.Load(Path.Combine(AppContext.BaseDirectory, name + ".xml"));
            members = file.Descendants("member").ToDictionary(member => (string)member.Attribute("name")!, StringComparer.Ordinal);
            s_files[name] = members;
        }

        return members;
    }

    private static string Flatten(XElement member)
    {
        IEnumerable<XNode> nodes = member.Element("summary")?.Nodes() ?? [];
        string text = Blanks().Replace(string.Concat(nodes.Select(Text)), " ").Trim();
        text = GetsOrSets().Replace(text, string.Empty);
        return text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
    }

    private static string Text(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "see" } reference => $"`{Last((string?)reference.Attribute("cref") ?? (string?)reference.Attribute("langword") ?? string.Empty)}`",
        XElement element => $"`{element.Value}`",
        _ => string.Empty,
    };

    // The id of a member: its own name and, for an enumeration's value, that of its type.
    private static string Last(string id)
    {
        string[] parts = id[(id.IndexOf(':', StringComparison.Ordinal) + 1)..].Split('.');
        return id.StartsWith("F:", StringComparison.Ordinal) ? string.Join('.', parts[^2..]) : parts[^1];
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    [GeneratedRegex(@"^Gets( or sets)? ")]
    private static partial Regex GetsOrSets();
}
