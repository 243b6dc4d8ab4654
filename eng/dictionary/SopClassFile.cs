namespace Dicom.Storage.DictionaryGenerator;

/// <summary>The static properties of DicomSopClass and which of them a storage SCU may send.</summary>
internal static class SopClassFile
{
    // In the storage table by name only: the directory is a file, not an object to send; the others are services.
    private static readonly string[] s_notSendable = ["1.2.840.10008.1.3.10", "1.2.840.10008.1.20.1", "1.2.840.10008.1.20.2"];

    public static string Write(IReadOnlyList<IReadOnlyDictionary<string, string>> uids, IReadOnlyList<IReadOnlyDictionary<string, string>> storage)
    {
        HashSet<string> sendable = [.. storage.Select(r => r["uid"]).Except(s_notSendable)];
        var rows = uids.Where(r => r["type"] == "SOP Class").Concat(storage)
            .Where(r => r["keyword"].Length > 0) // retired drafts that PS3.6 leaves without a keyword
            .DistinctBy(r => r["uid"]).ToList();
        Source source = new Source().Line("public sealed partial class DicomSopClass").Line("{");
        foreach (IReadOnlyDictionary<string, string> row in rows)
        {
            bool retired = row["retired"] == "Y";
            source.Line($"    /// <summary>{Source.Xml(row["name"])}, {row["uid"]}{(retired ? ", retired" : "")}.</summary>")
                .Line($"    public static DicomSopClass {row["keyword"]} {{ get; }} = new(DicomUid.WellKnown(\"{row["uid"]}\"), \"{row["keyword"]}\", " +
                    $"{Source.Literal(row["name"])}, isStorage: {Source.Bool(sendable.Contains(row["uid"]))}, isRetired: {Source.Bool(retired)});")
                .Line();
        }

        source.Line("    private static DicomSopClass[] CreateAll() =>").Line("    [");
        foreach (IReadOnlyDictionary<string, string> row in rows)
            source.Line($"        {row["keyword"]},");
        return source.Line("    ];").Line("}").ToString();
    }
}
