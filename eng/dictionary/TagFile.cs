namespace Dicom.Storage.DictionaryGenerator;

/// <summary>DicomTag.Keyword for every element with one tag; a computed property costs nothing at start.</summary>
internal static class TagFile
{
    public static string Write(IReadOnlyList<IReadOnlyDictionary<string, string>> rows)
    {
        Source source = new Source().Line("public readonly partial struct DicomTag").Line("{");
        foreach (IReadOnlyDictionary<string, string> row in rows)
        {
            if (row["keyword"].Length == 0 || row["tag"].Contains('x', StringComparison.Ordinal))
                continue;

            string name = row["name"].Length > 0 ? Source.Xml(row["name"]) : row["keyword"];
            string retired = row["retired"] == "Y" ? ", retired" : "";
            source.Line($"    /// <summary>{row["tag_display"]} {name}: {row["vr"].Replace("|", " or ", StringComparison.Ordinal)}, {row["vm"]}{retired}.</summary>")
                .Line($"    public static DicomTag {row["keyword"]} => new(0x{row["tag"]}u);")
                .Line();
        }

        return source.Line("}").ToString();
    }
}
