using System.Globalization;
using System.Text;
using static Dicom.Storage.DataSets.Tests.Catalogue.Encoded;

namespace Dicom.Storage.DataSets.Tests.Catalogue;

/// <summary>The catalogue of bad input, data set layer: UIDs, text and numbers.</summary>
public sealed class ValueEntries
{
    private static readonly DicomTagSet s_wanted = new(
        DicomTag.SOPClassUID, DicomTag.SOPInstanceUID, DicomTag.StudyInstanceUID, DicomTag.SeriesInstanceUID, DicomTag.StudyDate, DicomTag.PatientName,
        DicomTag.PatientID, DicomTag.SeriesNumber, DicomTag.PixelSpacing, new DicomTag(0x00189073));

    public static TheoryData<string> NoUids =>
    [
        "1.2.3.45678901234567890123456789012345678901234567890123456789012345", "abc", "1..2", ".1", "1.", "1.2\0.3", "%2e%2e", "1.2%00",
        "\u00EF\u00BC\u0091.\u00EF\u00BC\u0092", // full-width 1.2 in UTF-8
        "../../x", "/abs/x", @"C:\x", @"\\host\x", "CON", "1.2;reboot", "1.2`id`", "$(id)", "1.2\n",
    ];

    [Theory]
    [MemberData(nameof(NoUids))]
    public void S10_S11_S12_what_is_no_UID_where_an_object_is_identified_is_C001(string text)
    {
        foreach (uint tag in new[] { 0x00080016u, 0x00080018u, 0x0020000Du, 0x0020000Eu })
        {
            Verdict verdict = Verdict.OfDataSet([.. Explicit(tag, "UI", text), .. Explicit(0x40000010, "LT", "after")]);
            Assert.Equal((DataSetFailureKind.InvalidUid, 0L), (verdict.Failure, verdict.Offset));
        }
    }

    [Fact]
    public void S10_an_empty_or_missing_SOP_Instance_UID_is_C001_for_a_whole_file()
    {
        // Over the network the command names the instance: there the receiver compares, and refuses with the same status.
        byte[] sopClass = Explicit(0x00080016, "UI", "1.2");

        Assert.Equal(DataSetFailureKind.InvalidUid, Verdict.OfFile(File([.. sopClass, .. Explicit(0x00080018, "UI")], "1.2", "1.3")).Failure);
        Assert.Equal(DataSetFailureKind.InvalidUid, Verdict.OfFile(File([.. sopClass, .. Explicit(0x00080018, "UI", "\0\0")], "1.2", "1.3")).Failure);
        Assert.Equal(DataSetFailureKind.InvalidUid, Verdict.OfFile(File(sopClass, "1.2", "1.3")).Failure);
        Assert.Equal(DataSetFailureKind.InvalidUid, Verdict.OfFile(File(Explicit(0x00080018, "UI", "1.3"), "1.2", "1.3")).Failure);
    }

    [Fact]
    public void S11_no_such_text_can_be_held_by_the_type_that_paths_are_made_of()
    {
        foreach (string text in NoUids.Select(row => row.Data))
            Assert.False(DicomUid.TryParse(text, out _), text);
    }

    [Theory]
    [InlineData("1;reboot")]
    [InlineData("`id`")]
    [InlineData("$(id)")]
    [InlineData("a\nb")]
    public void S12_in_a_patient_ID_it_is_text_like_any_other(string text)
    {
        using DicomHeaderParser parser = Parse([.. Explicit(0x00100020, "LO", text)]);

        Assert.Equal(text, parser.Header.GetString(DicomTag.PatientID));
        Assert.Equal(DataSetAnomalies.None, parser.Anomalies);
    }

    [Theory]
    [InlineData("ISO_IR 999", "Y\u00FF\u00FE")]
    [InlineData(@"\ISO 2022 IR 87", "A\u001B$B;3")] // unfinished: no escape back
    [InlineData(@"\ISO 2022 IR 87", "A\u001B")]
    [InlineData(@"\ISO 2022 IR 149", "\u001B$)C\u00B1")]
    [InlineData("GB18030", "\u0081\u0030\u00FF\u00FF")]
    [InlineData("GB18030", "A\u0081")]
    [InlineData("ISO_IR 192", "\u00C0\u00AF")] // "/" of two bytes
    [InlineData("ISO_IR 192", "\u00ED\u00A0\u0080")] // a surrogate of its own
    [InlineData("ISO_IR 192", "\u00F0\u009F")]
    [InlineData("", "\u0080\u0081\u00FF")]
    public void S13_text_that_its_character_set_does_not_have_is_read_legal_and_its_bytes_are_kept(string characterSet, string bytes)
    {
        foreach (string declared in new[] { characterSet, string.Join('\\', Enumerable.Repeat(characterSet.Length == 0 ? "?" : characterSet, 100)) })
        {
            byte[] name = Explicit(0x00100010, "PN", bytes);
            using DicomHeaderParser parser = Parse([.. Explicit(0x00080005, "CS", declared), .. name]);

            string text = parser.Header.GetString(DicomTag.PatientName)!;

            Assert.NotEmpty(new UTF8Encoding(false, throwOnInvalidBytes: true).GetBytes(text)); // throws for half a surrogate pair
            Assert.True(parser.Header.TryGetRaw(DicomTag.PatientName, out ReadOnlySpan<byte> raw, out _));
            Assert.True(raw.SequenceEqual(name.AsSpan(8)));
            Assert.Equal(DataSetAnomalies.None, parser.Anomalies);
        }
    }

    [Fact]
    public void S14_ten_megabytes_or_a_million_values_are_read_and_what_is_kept_is_capped_and_marked()
    {
        byte[][] values =
        [
            [.. Enumerable.Repeat((byte)'A', 10_000_000)], [.. Enumerable.Repeat((byte)'\\', 1_000_000)], [.. Enumerable.Repeat((byte)'^', 1_000_000)],
            [.. Enumerable.Repeat((byte)'=', 1_000_000)],
        ];

        foreach (byte[] value in values)
        {
            byte[] dataSet = Implicit(0x00100010, value);
            Assert.Equal(new Verdict(null, DataSetAnomalies.ValueCut, 0), Verdict.OfDataSet(dataSet, DicomTransferSyntax.ImplicitVRLittleEndian));
            using DicomHeaderParser parser = Parse(dataSet, DicomTransferSyntax.ImplicitVRLittleEndian);
            Assert.InRange(parser.Header.GetString(DicomTag.PatientName)!.Length, 0, 16_384);
            _ = parser.Header.GetString(DicomTag.PatientName, 16_383);
        }
    }

    [Theory]
    [InlineData("NaN")]
    [InlineData("1e999")]
    [InlineData("-1e999")]
    [InlineData("Infinity")]
    [InlineData("1,5")]
    [InlineData("0x10")]
    [InlineData("")]
    public void S15_a_text_that_is_no_number_is_none_in_any_culture(string text)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            foreach (string separator in new[] { ".", "," })
            {
                CultureInfo.CurrentCulture = new CultureInfo(string.Empty) { NumberFormat = { NumberDecimalSeparator = separator, NumberGroupSeparator = "'" } };
                using DicomHeaderParser parser = Parse([.. Explicit(0x00200011, "IS", text), .. Explicit(0x00280030, "DS", text)]);

                Assert.Null(parser.Header.GetInt32(DicomTag.SeriesNumber));
                Assert.Null(parser.Header.GetDouble(DicomTag.PixelSpacing));
                Assert.Equal(text, parser.Header.GetString(DicomTag.PixelSpacing));
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void S15_400_digits_an_infinity_and_a_date_of_nines_are_read_without_exception()
    {
        // (0018,9073) FD infinity
        byte[] infinity = BitConverter.GetBytes(double.PositiveInfinity);
        string digits = new('7', 400);
        using DicomHeaderParser parser = Parse(
        [
            .. Explicit(0x00080020, "DA", "99999999"), .. Explicit(0x00189073, "FD", infinity), .. Explicit(0x00200011, "IS", digits), .. Explicit(0x00280030, "DS", digits),
        ]);

        Assert.Equal("99999999", parser.Header.GetString(DicomTag.StudyDate));
        Assert.Null(parser.Header.GetDouble(new DicomTag(0x00189073)));
        Assert.Null(parser.Header.GetInt32(DicomTag.SeriesNumber));
        Assert.Equal(digits, parser.Header.GetString(DicomTag.PixelSpacing));
        Assert.Equal(DataSetAnomalies.None, parser.Anomalies);
    }

    private static DicomHeaderParser Parse(byte[] dataSet, DicomTransferSyntax? syntax = null)
    {
        var parser = new DicomHeaderParser(syntax ?? DicomTransferSyntax.ExplicitVRLittleEndian, s_wanted);
        Assert.True(parser.Append(dataSet) && parser.Complete(), $"{parser.Failure}");
        return parser;
    }
}
