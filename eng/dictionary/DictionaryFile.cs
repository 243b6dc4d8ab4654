using System.Globalization;
using System.Text;

namespace Dicom.Storage.DictionaryGenerator;

/// <summary>The dictionary as constant data of the assembly: sorted columns and one text, nothing built at start.</summary>
internal static class DictionaryFile
{
    public static string Write(IReadOnlyList<IReadOnlyDictionary<string, string>> rows)
    {
        bool Repeats(IReadOnlyDictionary<string, string> row) => row["tag"].Contains('x', StringComparison.Ordinal);
        var all = rows.Where(r => !Repeats(r)).OrderBy(r => Number(r["tag"], '0')).Concat(rows.Where(Repeats)).ToList();
        int single = all.Count(r => !Repeats(r));
        List<string> vrs = [.. all.Select(r => r["vr"]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        List<string> vms = [.. all.Select(r => r["vm"]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        (List<int> offsets, List<string> texts) = Texts(all);
        IEnumerable<int> byKeyword = Enumerable.Range(0, all.Count).Where(i => all[i]["keyword"].Length > 0)
            .OrderBy(i => all[i]["keyword"], StringComparer.Ordinal).ThenBy(i => i).DistinctBy(i => all[i]["keyword"]);

        Source source = new Source().Line("internal static partial class DictionaryData").Line("{")
            .Line("    // The first entries have one tag each and are sorted by it; the others repeat, and stand for every tag that matches under the mask.")
            .Line($"    public const int SingleCount = {single};").Line();
        Column(source, "uint", "Tags", all.Select(r => Hex(Number(r["tag"], '0'))));
        Column(source, "uint", "RepeatingMasks", all.Skip(single).Select(r => Hex(Mask(r["tag"]))));
        Column(source, "byte", "VRIndex", all.Select(r => Text(vrs.IndexOf(r["vr"]))));
        Column(source, "byte", "VMIndex", all.Select(r => Text(vms.IndexOf(r["vm"]) | (r["retired"] == "Y" ? 0x80 : 0))));
        Column(source, "int", "TextOffsets", offsets.Select(Text));
        Column(source, "ushort", "ByKeyword", byKeyword.Select(Text));
        source.Line($"    public const string VRs = \"{string.Join(',', vrs)}\";").Line()
            .Line($"    public const string VMs = \"{string.Join(',', vms)}\";").Line()
            .Line("    // Keyword, a tab, name (empty when it is the keyword).")
            .Line("    public static ReadOnlySpan<byte> Text =>");
        for (int i = 0; i < texts.Count; i += 8)
            source.Line($"        {Source.Literal(string.Concat(texts.Skip(i).Take(8))).Replace("\t", "\\t", StringComparison.Ordinal)}u8{(i + 8 < texts.Count ? " +" : ";")}");
        return source.Line("}").ToString();
    }

    private static (List<int> Offsets, List<string> Texts) Texts(List<IReadOnlyDictionary<string, string>> rows)
    {
        List<int> offsets = [0];
        List<string> texts = [];
        foreach (IReadOnlyDictionary<string, string> row in rows)
        {
            texts.Add($"{row["keyword"]}\t{row["name"]}");
            offsets.Add(offsets[^1] + Encoding.UTF8.GetByteCount(texts[^1]));
        }

        return (offsets, texts);
    }

    private static void Column(Source source, string type, string name, IEnumerable<string> values)
    {
        source.Line($"    public static ReadOnlySpan<{type}> {name} =>").Line("    [");
        foreach (string[] line in values.Chunk(16))
            source.Line($"        {string.Join(", ", line)},");
        source.Line("    ];").Line();
    }

    private static uint Number(string tag, char wildcard) =>
        uint.Parse(tag.Replace('x', wildcard), NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static uint Mask(string tag) => ~(Number(tag, 'F') ^ Number(tag, '0'));

    private static string Hex(uint value) => string.Create(CultureInfo.InvariantCulture, $"0x{value:X8}");

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
