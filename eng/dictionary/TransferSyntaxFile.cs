namespace Dicom.Storage.DictionaryGenerator;

/// <summary>The static properties of DicomTransferSyntax. The table has no flags: they follow from PS3.5 A and stand here.</summary>
internal static class TransferSyntaxFile
{
    public static string Write(IReadOnlyList<IReadOnlyDictionary<string, string>> rows)
    {
        Source source = new Source().Line("public sealed partial class DicomTransferSyntax").Line("{");
        foreach (IReadOnlyDictionary<string, string> row in rows)
        {
            string uid = row["uid"], keyword = row["keyword"], name = row["name"];
            bool retired = row["retired"] == "Y";
            source.Line($"    /// <summary>{Source.Xml(name)}, {uid}{(retired ? ", retired" : "")}.</summary>")
                .Line($"    public static DicomTransferSyntax {keyword} {{ get; }} = new(DicomUid.WellKnown(\"{uid}\"), \"{keyword}\", {Source.Literal(name)}, " +
                    $"isExplicitVR: {Source.Bool(IsExplicit(uid))}, isBigEndian: {Source.Bool(uid == "1.2.840.10008.1.2.2")}, " +
                    $"isDeflated: {Source.Bool(IsDeflated(uid))}, isEncapsulated: {Source.Bool(IsEncapsulated(uid))}, isRetired: {Source.Bool(retired)});")
                .Line();
        }

        source.Line("    private static DicomTransferSyntax[] CreateAll() =>").Line("    [");
        foreach (IReadOnlyDictionary<string, string> row in rows)
            source.Line($"        {row["keyword"]},");
        return source.Line("    ];").Line("}").ToString();
    }

    // PS3.5 A.1; Papyrus 3 predates the others and is implicit too.
    private static bool IsExplicit(string uid) => uid is not ("1.2.840.10008.1.2" or "1.2.840.10008.1.20");

    // PS3.5 A.5, A.7 and A.9: the data set that refers to a JPIP server is deflated.
    private static bool IsDeflated(string uid) =>
        uid is "1.2.840.10008.1.2.1.99" or "1.2.840.10008.1.2.4.95" or "1.2.840.10008.1.2.4.205";

    // PS3.5 A.4: not the JPIP referenced ones (no Pixel Data), SMPTE ST 2110 (a stream beside DICOM), MIME and XML.
    private static bool IsEncapsulated(string uid) =>
        uid is "1.2.840.10008.1.2.1.98" or "1.2.840.10008.1.2.5" or "1.2.840.10008.1.2.8.1"
        || (uid.StartsWith("1.2.840.10008.1.2.4.", StringComparison.Ordinal)
            && uid is not ("1.2.840.10008.1.2.4.94" or "1.2.840.10008.1.2.4.95" or "1.2.840.10008.1.2.4.204" or "1.2.840.10008.1.2.4.205"));
}
