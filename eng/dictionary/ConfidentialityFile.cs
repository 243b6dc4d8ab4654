using System.Globalization;

namespace Dicom.Storage.DictionaryGenerator;

/// <summary>Table E.1-1 of PS3.15 as constant columns: sorted tags, then the rules in one number each.</summary>
internal static class ConfidentialityFile
{
    // In the order of the flags of AnonymizationProfile.
    private static readonly string[] s_options =
    [
        "cleanDescOpt", "cleanStructContOpt", "rtnLongFullDatesOpt", "rtnLongModifDatesOpt", "rtnUIDsOpt",
        "rtnPatCharsOpt", "rtnDevIdOpt", "rtnInstIdOpt", "cleanGraphOpt", "rtnSafePrivOpt",
    ];

    // Where the table leaves the choice to the type of the attribute in its IOD, the one that suits every type: D before Z before X.
    private static readonly string[] s_actions = ["X", "Z", "D", "U", "X/Z", "X/D", "Z/D", "X/Z/D", "X/Z/U*"];

    private static readonly int[] s_resolved = [1, 2, 3, 4, 2, 3, 3, 3, 5];

    // Where the table's action would leave an object that its IOD does not allow. None of them keeps a value.
    private static readonly Dictionary<string, int> s_forTheIod = new(StringComparer.Ordinal)
    {
        ["00081110"] = 5, // Referenced Study Sequence: type 3 in General Study, but not without an item (PS3.3 C.7.2.1); type 2 in Referenced Request Sequence
        ["00102297"] = 2, // Responsible Person: type 2C, required of animals (PS3.3 C.7.1.1)
        ["00102299"] = 2, // Responsible Organization: the same
        ["00700082"] = 3, // Presentation Creation Date: type 1 (PS3.3 C.11.10)
        ["00700083"] = 3, // Presentation Creation Time: the same
    };

    public static string Write(IReadOnlyList<IReadOnlyDictionary<string, string>> rows)
    {
        var single = rows.Where(r => r["id"].Length == 8 && !r["id"].Contains('x', StringComparison.Ordinal))
            .OrderBy(r => Number(r["id"], '0')).ToList();
        var repeating = rows.Where(r => r["id"].Length == 8 && r["id"].Contains('x', StringComparison.Ordinal)).ToList();
        IReadOnlyDictionary<string, string> privates = rows.Except(single).Except(repeating).Single();

        Source source = new Source().Line("internal static partial class ConfidentialityTable").Line("{");
        Column(source, "Tags", single.Select(r => Number(r["id"], '0')));
        Column(source, "Rules", single.Select(Rule));
        Column(source, "RepeatingTags", repeating.Select(r => Number(r["id"], '0')));
        Column(source, "RepeatingMasks", repeating.Select(r => ~(Number(r["id"], 'F') ^ Number(r["id"], '0'))));
        Column(source, "RepeatingRules", repeating.Select(Rule));
        return source.Line($"    public const uint PrivateRule = {Hex(Rule(privates))};").Line("}").ToString();
    }

    // Bits 0 to 3: the action; from bit 4 on the options that keep the element, from bit 14 on those that clean it.
    private static uint Rule(IReadOnlyDictionary<string, string> row)
    {
        uint rule = (uint)s_forTheIod.GetValueOrDefault(row["id"], s_resolved[Array.IndexOf(s_actions, row["basicProfile"])]);
        for (int i = 0; i < s_options.Length; i++)
        {
            rule |= row[s_options[i]] switch
            {
                "" => 0,
                "K" => 1u << (4 + i),
                "C" => 1u << (14 + i),
                string other => throw new InvalidDataException($"'{other}' in {s_options[i]} is not known."),
            };
        }

        return rule;
    }

    private static void Column(Source source, string name, IEnumerable<uint> values)
    {
        source.Line($"    private static ReadOnlySpan<uint> {name} =>").Line("    [");
        foreach (uint[] line in values.Chunk(16))
            source.Line($"        {string.Join(", ", line.Select(Hex))},");
        source.Line("    ];").Line();
    }

    private static uint Number(string tag, char wildcard) =>
        uint.Parse(tag.Replace('x', wildcard), NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static string Hex(uint value) => string.Create(CultureInfo.InvariantCulture, $"0x{value:X8}");
}
