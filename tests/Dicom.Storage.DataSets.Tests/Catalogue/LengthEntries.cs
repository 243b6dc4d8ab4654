using Dicom.Storage.Testing;
using static Dicom.Storage.DataSets.Tests.Catalogue.Encoded;

namespace Dicom.Storage.DataSets.Tests.Catalogue;

/// <summary>The catalogue of bad input, data set layer: lengths, VRs, the order of tags, forbidden groups.</summary>
public sealed class LengthEntries
{
    private static readonly DicomTagSet s_uids = new(DicomTag.SOPClassUID, DicomTag.SOPInstanceUID, DicomTag.StudyInstanceUID, DicomTag.SeriesInstanceUID);

    [Fact]
    public void S3_an_object_of_4_KiB_cut_anywhere_is_C002_or_without_its_UIDs_or_marked_as_without_its_pixels()
    {
        byte[] dataSet = SyntheticObject.Create(1, 1, pixelBytes: 3_700).DataSet;
        Assert.InRange(dataSet.Length, 4_000, 4_200);
        using var parser = new DicomHeaderParser(DicomTransferSyntax.ExplicitVRLittleEndian, s_uids);
        int marked = 0;
        for (int cut = 0; cut < dataSet.Length; cut++)
        {
            parser.Reset(DicomTransferSyntax.ExplicitVRLittleEndian);
            parser.Append(dataSet.AsSpan(0, cut));
            if (!parser.Complete())
            {
                Assert.Equal(DataSetFailureKind.Incomplete, parser.Failure?.Kind);
                continue;
            }

            // Between two elements of the data set itself nothing but what is missing can tell: no UIDs is C001, no pixels is suspect.
            bool hasUids = s_uids.All(tag => parser.Header.TryGetUid(tag, out _));
            Assert.True(!hasUids || parser.Anomalies == DataSetAnomalies.NoPixelData, $"cut at {cut}");
            marked++;
        }

        Assert.Equal(22, marked); // before all, and after each of the 21 elements that stand before Pixel Data
    }

    [Fact]
    public void S3_an_undefined_length_without_its_delimiter_is_C002()
    {
        byte[][] dataSets =
        [
            [.. Explicit(0x00081140, "SQ", length: Undefined)],
            [.. Explicit(0x00081140, "SQ", length: Undefined), .. Item(length: Undefined), .. Explicit(0x00081150, "UI", "1.2")],
            [.. Explicit(0x00081140, "SQ", length: Undefined), .. Item(length: Undefined), .. ItemEnd],
            [.. Explicit(0x7FE00010, "OB", length: Undefined), .. Item(), .. Item("ab"u8)],
        ];

        foreach (byte[] dataSet in dataSets)
            Assert.Equal(DataSetFailureKind.Incomplete, Verdict.OfDataSet(dataSet, DicomTransferSyntax.JPEGBaseline8Bit).Failure);
    }

    [Theory]
    [InlineData("OB")]
    [InlineData("OW")]
    [InlineData("UN")]
    [InlineData("UT")]
    [InlineData("UC")]
    [InlineData("SQ")]
    [InlineData("OV")]
    public void S4_two_gigabytes_declared_and_eight_bytes_there_is_C002(string vr)
    {
        // (0008,1140) of the VR with 7FFFFFF0; for SQ the eight bytes are an item of length 0
        byte[] dataSet = Explicit(0x00081140, vr, vr == "SQ" ? Item() : new byte[8], length: 0x7FFFFFF0);

        Assert.Equal(DataSetFailureKind.Incomplete, Verdict.OfDataSet(dataSet).Failure);
    }

    [Fact]
    public void S4_so_it_is_in_implicit_VR() =>
        Assert.Equal(DataSetFailureKind.Incomplete,
            Verdict.OfDataSet(Implicit(0x00100010, new byte[8], length: 0x7FFFFFF0), DicomTransferSyntax.ImplicitVRLittleEndian).Failure);

    [Fact]
    public void S5_an_undefined_length_of_a_VR_that_cannot_have_it_is_C003()
    {
        foreach (string vr in new[] { "UT", "UC", "UR", "OF", "OD", "OL", "OV", "SV", "UV", "OB", "OW" })
            Assert.Equal(DataSetFailureKind.Structure, Verdict.OfDataSet(Explicit(0x00204000, vr, length: Undefined)).Failure);
        Assert.Equal(DataSetFailureKind.Structure,
            Verdict.OfDataSet(Implicit(0x00204000, length: Undefined), DicomTransferSyntax.ImplicitVRLittleEndian).Failure);
    }

    [Theory]
    [InlineData("LO", 3, DataSetAnomalies.OddLength)]
    [InlineData("US", 3, DataSetAnomalies.OddLength | DataSetAnomalies.PartialValue)]
    [InlineData("UL", 6, DataSetAnomalies.PartialValue)]
    [InlineData("FD", 12, DataSetAnomalies.PartialValue)]
    [InlineData("AT", 2, DataSetAnomalies.PartialValue)]
    [InlineData("OW", 5, DataSetAnomalies.OddLength | DataSetAnomalies.PartialValue)]
    public void S6_an_odd_length_or_half_a_number_is_read_and_marked(string vr, int length, DataSetAnomalies expected) =>
        Assert.Equal(new Verdict(null, expected, 0), Verdict.OfDataSet([.. Explicit(0x00081030, vr, new byte[length]), .. Explicit(0x00100020, "LO", "P1")]));

    [Theory]
    [InlineData("cs")] // (0008,0060) is CS: the short form in any case
    [InlineData("Cs")]
    [InlineData("  ")]
    [InlineData("zz")]
    [InlineData("??")]
    [InlineData("\0\0")]
    [InlineData("ZZ")]
    public void S7_a_VR_that_is_none_is_read_and_marked_where_its_length_form_is_certain(string vr) =>
        Assert.Equal(new Verdict(null, DataSetAnomalies.UnknownVR, 0), Verdict.OfDataSet([.. Explicit(0x00080060, vr, "CT"u8), .. Explicit(0x00100020, "LO", "P1")]));

    [Theory]
    [InlineData(0x00080060u, "  ")] // a length of 0, which is also two reserved bytes, or the upper half of a length without VR
    [InlineData(0x00080060u, "zz")]
    [InlineData(0x00080060u, "\0\0")]
    [InlineData(0x00091010u, "zz")] // private: nobody knows its VR, so not its form either
    [InlineData(0x00091010u, "\0\0")]
    [InlineData(0x00091010u, "9A")]
    public void S7_a_VR_that_is_none_is_C003_where_its_length_form_is_not_certain(uint tag, string vr) =>
        Assert.Equal(DataSetFailureKind.Structure,
            Verdict.OfDataSet([.. Explicit(0x00080005, "CS"), .. Explicit(tag, vr), .. Explicit(0x00100020, "LO", "P1")]).Failure);

    [Fact]
    public void S7_in_the_file_meta_information_the_same_holds()
    {
        byte[] file = File([.. Explicit(0x00080016, "UI", "1.2"), .. Explicit(0x00080018, "UI", "1.3")], "1.2", "1.3");
        int at = file.AsSpan().IndexOf((ReadOnlySpan<byte>)[0x02, 0, 0x10, 0, (byte)'U', (byte)'I']) + 4;

        Assert.Equal(DataSetAnomalies.UnknownVR, Verdict.OfFile(With(file, at, "ui"u8)).Anomalies);
        Assert.Equal(DataSetAnomalies.UnknownVR, Verdict.OfFile(With(file, at, [0, 0])).Anomalies);
        Assert.Equal(DataSetFailureKind.Structure, Verdict.OfFile(With(file, at, [.. "zz"u8, 0, 0])).Failure);

        // A VR unknown to the standard with the long form and four gigabytes: what GDCM reserved memory for (CVE-2026-3650).
        Assert.NotNull(Verdict.OfFile(With(file, at, [.. "ZZ"u8, 0, 0, 0xFE, 0xFF, 0xFF, 0xFF])).Failure);
    }

    [Theory]
    [InlineData(0x00080018u, 0x00080018u)] // two SOP Instance UIDs
    [InlineData(0x00080018u, 0x00080016u)]
    [InlineData(0x00100020u, 0x00080060u)]
    public void S9_a_repeated_tag_or_one_out_of_order_is_C003(uint first, uint second)
    {
        byte[] elements = [.. Explicit(first, "UI", "1.2"), .. Explicit(second, "UI", "1.3")];

        Assert.Equal(DataSetFailureKind.Structure, Verdict.OfDataSet(elements).Failure);
        Assert.Equal(DataSetFailureKind.Structure, Verdict.OfDataSet(Explicit(0x00081140, "SQ", Item(elements))).Failure);
    }

    [Fact]
    public void S16_wrong_group_lengths_retired_tags_and_private_blocks_without_creator_are_read()
    {
        // (0008,0000) UL 4 with a length that is none | (0008,0010) SH, retired | 1,000 private elements of as many groups | (0028,0005) US, retired
        List<byte> dataSet = [.. Explicit(0x00080000, "UL", UInt32(0xFFFFFFF0)), .. Explicit(0x00080010, "SH", "ACR-NEMA 2.0")];
        for (uint i = 0; i < 1_000; i++)
            dataSet.AddRange(Explicit(((0x1001 + (i * 2)) << 16) | 0x1001, "LO", "x "));
        dataSet.AddRange(Explicit(0x40000010, "LT", "retired"));

        Assert.Equal(new Verdict(null, DataSetAnomalies.None, 0), Verdict.OfDataSet([.. dataSet]));
    }

    [Theory]
    [InlineData(0x00000002u)]
    [InlineData(0x00000100u)]
    [InlineData(0x00020010u)]
    public void S19_a_group_of_the_command_or_the_file_meta_information_is_C005(uint tag)
    {
        byte[] element = Explicit(tag, "UI", "1.2");

        Assert.Equal(DataSetFailureKind.ForbiddenGroup, Verdict.OfDataSet(element).Failure);
        Assert.Equal(DataSetFailureKind.ForbiddenGroup, Verdict.OfDataSet(Explicit(0x00081140, "SQ", Item(element))).Failure);
    }

    private static byte[] With(byte[] file, int at, ReadOnlySpan<byte> bytes)
    {
        byte[] copy = [.. file];
        bytes.CopyTo(copy.AsSpan(at));
        return copy;
    }
}
