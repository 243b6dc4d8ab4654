using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Dicom.Storage.Testing;

namespace Dicom.Storage.DataSets.Tests;

public sealed class Dcm2xmlTests
{
    // dcm2xml keeps the character set of an item, and adds one where there is none. It finds OB where PS3.5 A.1 has OW for implicit VR. It repeats a
    // name's ideographic group as the phonetic one (its own dcm2json does not). The last file's private elements have a VR in DCMTK's dictionary only.
    private static readonly (string File, string Path)[] s_known =
    [
        (".*", "00080005 CS  SpecificCharacterSet 1=ISO_IR 192"),
        ("charset/chr(GB2312|X1|X2).dcm", "00100010"),
        ("nonimage/waveform_ecg.dcm", "7001[0-9A-F]{4}"), // no creator has reserved the block: dcm2xml writes 00 all the same, we keep it
        ("nonimage/tiny_DICOMDIR.dcm", "00041220/[0-9]+/00080005"),
        ("native/RI6XDosiGap.dcm", "50003000"),
        ("native/ctimage_LittleEndianImplicit.dcm", "[0-9A-F]{3}[13579BDF]00[0-9A-F]{2}"),
    ];

    [Fact]
    public void The_Native_DICOM_Model_of_every_uncompressed_file_is_that_of_dcm2xml()
    {
        Command.Require("dcm2xml", "dcmtk");

        List<string> differences = [];
        int count = 0;
        foreach (string file in Corpus.Regular())
        {
            (byte[] dataSet, DicomTransferSyntax syntax) = Corpus.ReadDataSet(file);
            if (syntax.IsEncapsulated)
                continue;
            (int status, string output) = Command.Run("dcm2xml", "-q", "-nat", "+Eb", "+M", "+U8", SharedFiles.Require("dicom/" + file));
            if (status != 0)
                continue; // character sets that DCMTK cannot convert

            count++;
            List<string> expected = [.. Flatten(Parse(output), string.Empty, swap: true)];
            List<string> actual = [.. Flatten(Parse(Encoding.UTF8.GetString(DicomXmlTests.Of(dataSet, syntax))), string.Empty, swap: false)];
            differences.AddRange(expected.Except(actual).Select(l => (l, '-')).Concat(actual.Except(expected).Select(l => (l, '+')))
                .Where(d => !s_known.Any(k => Regex.IsMatch(file, $"^{k.File}$") && Regex.IsMatch(d.l, $"^{k.Path}( |$)")))
                .Select(d => $"{file} {d.Item2}{d.l[..Math.Min(d.l.Length, 200)]}"));
        }

        Assert.True(count > 90, $"only {count} files");
        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }

    private static XElement Parse(string xml)
    {
        // dcm2xml writes references to control characters, which XML 1.0 does not have.
        using XmlReader reader = XmlReader.Create(new StringReader(xml), new XmlReaderSettings { CheckCharacters = false });
        return XDocument.Load(reader).Root!;
    }

    // One line an attribute.
    private static IEnumerable<string> Flatten(XElement level, string path, bool swap)
    {
        foreach (XElement attribute in level.Elements().Where(e => e.Name.LocalName == "DicomAttribute"))
        {
            string tag = path + attribute.Attribute("tag")!.Value;
            string vr = attribute.Attribute("vr")!.Value;
            string values = string.Join('|', attribute.Elements().Where(e => e.Name.LocalName != "Item").Select(e => Text(e, vr, swap)));
            yield return $"{tag} {vr} {attribute.Attribute("privateCreator")?.Value} {Keyword(attribute)} {values}";

            foreach (XElement item in attribute.Elements().Where(e => e.Name.LocalName == "Item"))
            {
                foreach (string line in Flatten(item, $"{tag}/{item.Attribute("number")!.Value}/", swap))
                    yield return line;
            }
        }
    }

    // dcm2xml has no keyword for retired elements.
    private static string? Keyword(XElement attribute) =>
        TagText.TryRead(Encoding.ASCII.GetBytes(attribute.Attribute("tag")!.Value), out DicomTag tag) && DicomDictionary.TryGet(tag, out DicomDictionaryEntry entry) && entry.IsRetired
            ? null
            : attribute.Attribute("keyword")?.Value;

    private static string Text(XElement value, string vr, bool swap) => value.Name.LocalName switch
    {
        "InlineBinary" => Binary(value.Value, vr, swap),
        "PersonName" => Regex.Replace(string.Join(',', value.Descendants().Where(e => !e.HasElements && e.Value.Length > 0).Select(e => $"{e.Parent!.Name.LocalName}.{e.Name.LocalName}={e.Value}")), "^$", ""),
        _ => value.Attribute("number")!.Value + "=" + Value(value.Value, vr),
    };

    // dcm2xml prints nine or seventeen digits.
    private static string Value(string text, string vr) => vr switch
    {
        "FL" => float.Parse(text, CultureInfo.InvariantCulture).ToString("G7", CultureInfo.InvariantCulture).Replace("-0", "0", StringComparison.Ordinal),
        "FD" => double.Parse(text, CultureInfo.InvariantCulture).ToString("G14", CultureInfo.InvariantCulture),
        _ => text.Trim(' ', '\0'),
    };

    // dcm2xml writes words with the high byte first; PS3.18 F.2.7 and the bulk data of PS3.19 have the low one first. It pads odd lengths.
    private static string Binary(string base64, string vr, bool swap)
    {
        byte[] bytes = Convert.FromBase64String(base64.Trim());
        int size = vr switch
        {
            "OW" => 2,
            "OF" or "OL" => 4,
            "OD" or "OV" => 8,
            _ => 1,
        };
        for (int i = 0; swap && size > 1 && i + size <= bytes.Length; i += size)
            Array.Reverse(bytes, i, size);
        return bytes.Length + (bytes.Length & 1) + ":" + Convert.ToHexString(System.Security.Cryptography.SHA256.HashData((bytes.Length & 1) == 0 ? bytes : [.. bytes, 0]))[..16];
    }
}
