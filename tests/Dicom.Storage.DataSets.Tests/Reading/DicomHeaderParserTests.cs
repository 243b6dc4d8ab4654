using System.Text;

namespace Dicom.Storage.DataSets.Tests;

public sealed class DicomHeaderParserTests
{
    private static readonly DicomTagSet s_wanted = new(
        DicomTag.SOPInstanceUID, DicomTag.PatientName, DicomTag.PatientID, DicomTag.Rows, DicomTag.SeriesNumber, DicomTag.PixelSpacing,
        DicomTag.ImageType, DicomTag.StudyDescription, DicomTag.PatientComments, DicomTag.SmallestImagePixelValue);

    [Fact]
    public void Absent_empty_and_present_differ()
    {
        using DicomHeaderParser parser = Parse("(0010,0010) PN ", "(0010,0020) LO 42");

        Assert.Null(parser.Header.GetString(DicomTag.StudyDescription));
        Assert.Equal("", parser.Header.GetString(DicomTag.PatientName));
        Assert.Equal("42", parser.Header.GetString(DicomTag.PatientID));
        Assert.False(parser.Header.Contains(DicomTag.StudyDescription));
        Assert.True(parser.Header.Contains(DicomTag.PatientName));
        Assert.True(parser.Header.TryGetRaw(DicomTag.PatientID, out ReadOnlySpan<byte> raw, out DicomVR vr));
        Assert.True(raw.SequenceEqual("42"u8));
        Assert.Equal(DicomVR.LO, vr);
    }

    [Fact]
    public void Several_values_are_counted_from_zero_and_lose_their_padding()
    {
        using DicomHeaderParser parser = Parse(@"(0008,0008) CS ORIGINAL \ PRIMARY\AXIAL ", @"(0010,4000) LT one\two ", @"(0028,0030) DS 0.5\ 0.25");

        Assert.Equal(@"ORIGINAL\PRIMARY\AXIAL", parser.Header.GetString(DicomTag.ImageType));
        Assert.Equal("PRIMARY", parser.Header.GetString(DicomTag.ImageType, 1));
        Assert.Null(parser.Header.GetString(DicomTag.ImageType, 3));
        Assert.Equal(@"one\two", parser.Header.GetString(DicomTag.PatientComments, 0)); // LT has one value, with backslashes
        Assert.Null(parser.Header.GetString(DicomTag.PatientComments, 1));
        Assert.Equal(0.25, parser.Header.GetDouble(DicomTag.PixelSpacing, 1));
    }

    [Theory]
    [InlineData("7", 7)]
    [InlineData(" +7 ", 7)]
    [InlineData("-2147483648", int.MinValue)]
    [InlineData("2147483648", null)]
    [InlineData("1.5", null)]
    [InlineData("1,5", null)]
    [InlineData("NaN", null)]
    [InlineData("", null)]
    public void Integer_strings_are_numbers_or_nothing(string text, int? expected)
    {
        using DicomHeaderParser parser = Parse("(0020,0011) IS " + text);

        Assert.Equal(expected, parser.Header.GetInt32(DicomTag.SeriesNumber));
    }

    [Theory]
    [InlineData("1e3", 1000.0)]
    [InlineData("1e999", null)]
    [InlineData("Infinity", null)]
    public void Decimal_strings_are_finite_or_nothing(string text, double? expected)
    {
        using DicomHeaderParser parser = Parse("(0028,0030) DS " + text);

        Assert.Equal(expected, parser.Header.GetDouble(DicomTag.PixelSpacing));
    }

    [Fact]
    public void Binary_numbers_follow_the_byte_order_of_the_data_set()
    {
        // (0028,0010) US 2 0x0200 | (0028,0106) SS 2 -2, big endian
        using var big = new DicomHeaderParser(DicomTransferSyntax.ExplicitVRBigEndian, s_wanted);
        Assert.True(big.Append(Convert.FromHexString("0028001055530002" + "0200" + "0028010653530002" + "FFFE")) && big.Complete());
        using var little = new DicomHeaderParser(DicomTransferSyntax.ImplicitVRLittleEndian, s_wanted);
        Assert.True(little.Append(Convert.FromHexString("2800100002000000" + "0002")) && little.Complete());

        Assert.Equal(512, big.Header.GetInt32(DicomTag.Rows));
        Assert.Equal(-2, big.Header.GetInt32(DicomTag.SmallestImagePixelValue));
        Assert.Equal(512, little.Header.GetInt32(DicomTag.Rows));
        Assert.Equal("512", little.Header.GetString(DicomTag.Rows));
    }

    [Theory]
    [InlineData("1.2.3")]
    [InlineData("1.2.3\0\0\0")] // padded with more than the one byte that PS3.5 9.1 has
    public void A_UID_is_read_without_its_padding(string text)
    {
        using DicomHeaderParser parser = Parse("(0008,0018) UI " + text);

        Assert.True(parser.Header.TryGetUid(DicomTag.SOPInstanceUID, out DicomUid uid));
        Assert.Equal("1.2.3", uid.Value);
    }

    [Theory]
    [InlineData("../../x")]
    [InlineData("1..2")]
    [InlineData("1.2a")]
    [InlineData(@"1.2\1.3")]
    [InlineData("1.2\0.3")]
    [InlineData("1.2.3.45678901234567890123456789012345678901234567890123456789012345")]
    public void An_identifying_UID_that_is_none_is_refused(string text)
    {
        using var parser = new DicomHeaderParser(DicomTransferSyntax.ExplicitVRLittleEndian, s_wanted);

        Assert.False(parser.Append(Bytes("(0008,0018) UI " + text)));
        Assert.Equal(DataSetFailureKind.InvalidUid, parser.Failure?.Kind);
        Assert.False(parser.Append([0]));
        Assert.False(parser.Complete());
    }

    [Fact]
    public void An_element_of_the_same_tag_within_a_sequence_is_not_the_header_s()
    {
        using var parser = new DicomHeaderParser(DicomTransferSyntax.ExplicitVRLittleEndian, s_wanted);
        // (0008,1140) SQ undefined | item undefined | (0010,0020) LO 2 "no" | E00D | E0DD | (0010,0020) LO 2 "42"
        byte[] bytes = Convert.FromHexString("0800401153510000FFFFFFFF" + "FEFF00E0FFFFFFFF" + "100020004C4F02006E6F" + "FEFF0DE000000000" + "FEFFDDE000000000" + "100020004C4F02003432");

        Assert.True(parser.Append(bytes) && parser.Complete());

        Assert.Equal("42", parser.Header.GetString(DicomTag.PatientID));
    }

    [Fact]
    public void Reset_forgets_the_data_set_before()
    {
        using DicomHeaderParser parser = Parse("(0008,0005) CS ISO_IR 192", "(0010,0010) PN M\u00FCller");
        Assert.Equal("M\u00FCller", parser.Header.GetString(DicomTag.PatientName));

        parser.Reset(DicomTransferSyntax.ExplicitVRLittleEndian);

        Assert.False(parser.Header.Contains(DicomTag.PatientName));
        Assert.True(parser.Append(Bytes("(0010,0020) LO 43")) && parser.Complete());
        Assert.Equal("43", parser.Header.GetString(DicomTag.PatientID));
    }

    [Fact]
    public void Reaching_Pixel_Data_is_told_before_its_bytes_come()
    {
        using DicomHeaderParser parser = Parse("(0010,0020) LO 42");
        Assert.False(parser.ReachedPixelData);

        // (7FE0,0010) OW 65,536 bytes to come
        Assert.True(parser.Append(Convert.FromHexString("E07F10004F57000000000100")));

        Assert.True(parser.ReachedPixelData);
        Assert.False(parser.Complete());
        Assert.Equal(DataSetFailureKind.Incomplete, parser.Failure?.Kind);
    }

    private static DicomHeaderParser Parse(params string[] elements)
    {
        var parser = new DicomHeaderParser(DicomTransferSyntax.ExplicitVRLittleEndian, s_wanted);
        Assert.True(parser.Append(Bytes(elements)), $"{parser.Failure}");
        return parser;
    }

    // "(gggg,eeee) VR text" in explicit little endian, short form, UTF-8
    private static byte[] Bytes(params string[] elements)
    {
        List<byte> bytes = [];
        foreach (string element in elements)
        {
            byte[] value = Encoding.UTF8.GetBytes(element[15..]);
            ushort group = Convert.ToUInt16(element[1..5], 16), number = Convert.ToUInt16(element[6..10], 16);
            int length = (value.Length + 1) & ~1;
            bytes.AddRange([(byte)group, (byte)(group >> 8), (byte)number, (byte)(number >> 8), (byte)element[12], (byte)element[13], (byte)length, (byte)(length >> 8)]);
            bytes.AddRange(value);
            if (length > value.Length)
                bytes.Add(element[12..14] == "UI" ? (byte)0 : (byte)' ');
        }

        return [.. bytes];
    }
}
