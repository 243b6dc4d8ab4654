using System.Text;

namespace Dicom.Storage.Architecture.Tests;

/// <summary>The parts of the documentation that are made from the option types.</summary>
internal static class OptionPages
{
    public static string Limits()
    {
        StringBuilder page = new();
        foreach (Type type in OptionTypes.All)
        {
            List<OptionProperty> properties = [.. OptionTypes.PropertiesOf(type)];
            if (properties.Count == 0)
                continue;

            page.Append($"## {type.Name}\n\n{type.Assembly.GetName().Name}. {XmlDocs.Summary(type)}\n\n");
            page.Append("| property | default | what it is |\n| --- | --- | --- |\n");
            foreach (OptionProperty property in properties)
                page.Append($"| `{property.Name}` | {property.Default} | {Cell(property.Summary)} |\n");
            page.Append('\n');
        }

        return page.ToString().TrimEnd('\n') + "\n";
    }

    public static string Options()
    {
        StringBuilder table = new("| key | default | what it is |\n| --- | --- | --- |\n");
        foreach (OptionProperty property in OptionTypes.All.SelectMany(OptionTypes.PropertiesOf).Where(property => property.Key.Length > 0).OrderBy(property => Depth(property.Key)))
            table.Append($"| `{property.Key}` | {property.Default} | {Cell(FirstSentence(property.Summary))} |\n");
        return table.ToString();
    }

    // The root's own keys first, then the sections.
    private static string Depth(string key) => key.Count(c => c == ':') == 1 ? " " + key : key[..key.LastIndexOf(':')];

    private static string FirstSentence(string text)
    {
        int end = text.IndexOf(". ", StringComparison.Ordinal);
        return end < 0 ? text : text[..(end + 1)];
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
