namespace Dicom.Storage.DictionaryGenerator;

/// <summary>Every UID of PS3.6 A, behind the root that they have in common.</summary>
internal static class WellKnownUidFile
{
    private const string Root = "1.2.840.10008.";

    public static string Write(IReadOnlyList<IReadOnlyDictionary<string, string>> rows)
    {
        List<string> uids = [.. rows.Select(r => r["uid"]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        if (uids.Find(u => !u.StartsWith(Root, StringComparison.Ordinal)) is { } other)
            throw new InvalidDataException($"{other} is not below {Root}");

        Source source = new Source().Line("internal static partial class WellKnownUids").Line("{")
            .Line($"    private const string Root = \"{Root}\";").Line()
            .Line("    private const string BelowRoot =");
        string[][] lines = [.. uids.Select(u => u[Root.Length..]).Chunk(12)];
        for (int i = 0; i < lines.Length; i++)
            source.Line($"        \"{string.Join(' ', lines[i])}{(i + 1 < lines.Length ? " \" +" : "\";")}");
        return source.Line("}").ToString();
    }
}
