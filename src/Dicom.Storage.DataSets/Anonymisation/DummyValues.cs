using System.Text;

namespace Dicom.Storage.DataSets;

/// <summary>Values that say nothing and follow the rules of their VR (PS3.15 E.1.1, action D).</summary>
internal static class DummyValues
{
    public const string Text = "ANONYMIZED";

    // A document's length tells little, but a long one need not be made.
    private const int MaxZeros = 64;

    /// <summary>An element in place of another.</summary>
    /// <param name="vr">The VR by which the old one is read.</param>
    public static DicomElement Make(DicomTag tag, DicomVR vr, long length)
    {
        if (tag == DicomTag.ReasonForTheAttributeModification)
            return Of(tag, vr, "CORRECT");
        if (vr.IsText)
            return Of(tag, vr, TextFor(vr));

        int unit = Math.Max(vr == DicomVR.AT ? 4 : vr.ValueSize, 2);
        long zeros = Math.Clamp(length / unit * unit, unit, MaxZeros / unit * unit);
        return new DicomElement(tag, vr, new byte[zeros]);
    }

    /// <summary>A document of the type that the data set names, without content.</summary>
    public static byte[] Document(string? mimeType) => mimeType?.ToUpperInvariant() switch
    {
        "APPLICATION/PDF" => Padded(EmptyPdf()),
        "TEXT/XML" or "APPLICATION/XML" => Padded("<anonymized/>"),
        _ => new byte[2],
    };

    public static DicomElement Of(DicomTag tag, DicomVR vr, string text) => DicomElement.Create(tag, vr, text);

    private static string TextFor(DicomVR vr)
    {
        if (vr == DicomVR.DA)
            return "19000101";
        if (vr == DicomVR.DT)
            return "19000101000000";
        if (vr == DicomVR.TM)
            return "000000";
        if (vr == DicomVR.AS)
            return "000Y";
        if (vr == DicomVR.IS || vr == DicomVR.DS)
            return "0";
        return vr == DicomVR.UR ? "http://anonymized.invalid/" : Text;
    }

    private static byte[] Padded(string text) => Encoding.ASCII.GetBytes(text.Length % 2 == 0 ? text : text + "\n");

    // One empty page; the table at its end says where each object begins (ISO 32000-1 7.5.4).
    private static string EmptyPdf()
    {
        string[] objects = ["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", "<</Type/Page/Parent 2 0 R/MediaBox[0 0 72 72]/Resources<<>>>>"];
        var pdf = new StringBuilder("%PDF-1.4\n");
        var table = new StringBuilder("xref\n0 4\n0000000000 65535 f \n");
        for (int i = 0; i < objects.Length; i++)
        {
            table.Append(pdf.Length.ToString("D10", System.Globalization.CultureInfo.InvariantCulture)).Append(" 00000 n \n");
            pdf.Append(System.Globalization.CultureInfo.InvariantCulture, $"{i + 1} 0 obj\n{objects[i]}\nendobj\n");
        }

        int start = pdf.Length;
        return pdf.Append(table).Append(System.Globalization.CultureInfo.InvariantCulture, $"trailer\n<</Size 4/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n").ToString();
    }
}
