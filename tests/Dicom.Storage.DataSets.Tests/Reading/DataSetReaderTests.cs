namespace Dicom.Storage.DataSets.Tests;

public sealed class DataSetReaderTests
{
    private static readonly DicomTransferSyntax s_explicit = DicomTransferSyntax.ExplicitVRLittleEndian;
    private static readonly DicomTransferSyntax s_implicit = DicomTransferSyntax.ImplicitVRLittleEndian;

    // (0008,0060) CS 2 "CT" | (0008,1140) SQ undefined | item undefined | (0008,1150) UI 2 "1" NUL | E00D | item of 0 | E0DD | (0010,0020) LO 2 "42"
    private const string Sample =
        "08006000435302004354" + "080040115351" + "0000FFFFFFFF" + "FEFF00E0FFFFFFFF" + "0800501155490200" + "3100" + "FEFF0DE000000000" +
        "FEFF00E000000000" + "FEFFDDE000000000" + "100020004C4F02003432";

    [Fact]
    public void Elements_sequences_and_items_come_as_tokens_in_their_order()
    {
        (List<ReadEvent> events, DataSetFailure? failure) = Read(Sample, s_explicit);

        Assert.Null(failure);
        Assert.Equal(
            [
                (DataSetToken.Element, DicomTag.Modality, 0), (DataSetToken.SequenceStart, DicomTag.ReferencedImageSequence, 1),
                (DataSetToken.ItemStart, new DicomTag(0xFFFEE000), 1), (DataSetToken.Element, DicomTag.ReferencedSOPClassUID, 1),
                (DataSetToken.ItemEnd, new DicomTag(0xFFFEE00D), 1), (DataSetToken.ItemStart, new DicomTag(0xFFFEE000), 1),
                (DataSetToken.ItemEnd, new DicomTag(0xFFFEE00D), 1), (DataSetToken.SequenceEnd, DicomTag.ReferencedImageSequence, 0),
                (DataSetToken.Element, DicomTag.PatientID, 0),
            ],
            events.Select(e => (e.Token, e.Tag, e.Depth)));
    }

    [Theory]
    [InlineData("a repeated tag", DataSetFailureKind.Structure, 10, "08006000435302004354" + "08006000435302004D52")]
    [InlineData("a tag out of order", DataSetFailureKind.Structure, 10, "100020004C4F02003432" + "08006000435302004354")]
    [InlineData("a tag repeated within an item", DataSetFailureKind.Structure, 28, "0800401153510000FFFFFFFF" + "FEFF00E0FFFFFFFF" + "0800501155490000" + "0800501155490000")]
    [InlineData("a command element", DataSetFailureKind.ForbiddenGroup, 0, "00000200" + "55490000")]
    [InlineData("a meta element", DataSetFailureKind.ForbiddenGroup, 0, "02001000" + "55490000")]
    [InlineData("an undefined length of LT", DataSetFailureKind.Structure, 0, "2000004055540000FFFFFFFF")]
    [InlineData("no VR", DataSetFailureKind.Structure, 0, "0800600000000000")]
    [InlineData("a VR in lower case", DataSetFailureKind.Structure, 0, "080060007A7A0000")]
    [InlineData("zeros", DataSetFailureKind.Structure, 0, "000000000000000000000000")]
    [InlineData("an item at top level", DataSetFailureKind.Structure, 0, "FEFF00E000000000")]
    [InlineData("an element where an item must be", DataSetFailureKind.Structure, 12, "0800401153510000FFFFFFFF" + "0800501155490000")]
    [InlineData("an item longer than its sequence", DataSetFailureKind.Structure, 12, "08004011535100000C000000" + "FEFF00E005000000" + "00000000")]
    [InlineData("an element longer than its item", DataSetFailureKind.Structure, 20, "0800401153510000FFFFFFFF" + "FEFF00E00A000000" + "0800501155490400" + "3100")]
    [InlineData("an item that ends inside a header", DataSetFailureKind.Structure, 20, "0800401153510000FFFFFFFF" + "FEFF00E004000000" + "08005011")]
    [InlineData("a sequence delimiter in an item", DataSetFailureKind.Structure, 20, "0800401153510000FFFFFFFF" + "FEFF00E0FFFFFFFF" + "FEFFDDE000000000")]
    [InlineData("encapsulated Pixel Data in a native syntax", DataSetFailureKind.Structure, 0, "E07F10004F420000FFFFFFFF" + "FEFF00E000000000")]
    [InlineData("the other byte order", DataSetFailureKind.Structure, 0, "00080060435300024354")]
    [InlineData("a value cut off", DataSetFailureKind.Incomplete, 9, "080060004353020043")]
    [InlineData("a header cut off", DataSetFailureKind.Incomplete, 5, "0800600043")]
    [InlineData("a sequence without end", DataSetFailureKind.Incomplete, 12, "0800401153510000FFFFFFFF")]
    [InlineData("7FFFFFF0 bytes declared and 2 there", DataSetFailureKind.Incomplete, 14, "E07F10004F570000F0FFFF7F" + "0000")]
    public void What_is_broken_fails_at_its_place_in_any_split(string what, DataSetFailureKind kind, long offset, string hex)
    {
        Assert.True(Read(hex, s_explicit).Failure is { } whole && whole.Kind == kind && whole.Offset == offset, $"{what}: {Read(hex, s_explicit).Failure}");
        (_, DataSetFailure? pieces) = EventReader.Read(Convert.FromHexString(hex), s_explicit, () => 1);
        Assert.True(pieces is not null && pieces.Kind == kind && pieces.Offset == offset, $"{what}, byte by byte: {pieces}");
    }

    [Fact]
    public void Explicit_VR_where_implicit_was_agreed_is_told_by_the_first_element() =>
        Assert.Equal(DataSetFailureKind.Structure, Read(Sample, s_implicit).Failure?.Kind);

    [Fact]
    public void Implicit_VR_where_explicit_was_agreed_is_told_by_the_first_element() =>
        Assert.Equal(DataSetFailureKind.Structure, Read("08006000020000004354", s_explicit).Failure?.Kind);

    [Theory]
    [InlineData("0800600043530300435430", DataSetAnomalies.OddLength)]
    [InlineData("2800100055530300000000", DataSetAnomalies.OddLength | DataSetAnomalies.PartialValue)]
    [InlineData("28000900415402000000", DataSetAnomalies.PartialValue)] // AT of two bytes: half a tag
    [InlineData("080060005A5A00000200000030" + "30", DataSetAnomalies.UnknownVR)] // ZZ, reserved, length of 32 bits
    [InlineData("080060005A5A02003030", DataSetAnomalies.UnknownVR)] // ZZ, length of 16 bits: where the long form has zeros
    [InlineData("0800401153510000FFFFFFFF" + "FEFFDDE002000000", DataSetAnomalies.DelimiterLength)]
    public void What_is_wrong_but_certain_is_read_and_marked(string hex, DataSetAnomalies expected)
    {
        var reader = new DataSetReader(s_explicit);
        ReadOnlySpan<byte> rest = Convert.FromHexString(hex);
        while (reader.Read(ref rest) is not (DataSetToken.NeedMoreData or DataSetToken.Failed))
        {
        }

        Assert.True(reader.Complete(), $"{reader.Failure}");
        Assert.Equal(expected, reader.Anomalies);
    }

    [Fact]
    public void UN_of_undefined_length_holds_implicit_items_even_in_big_endian()
    {
        // (0009,1001) UN undefined, header big endian | item, (0008,0060) implicit little endian, 2 "CT", E00D, E0DD little endian
        const string Unknown = "00091001554E0000FFFFFFFF" + "FEFF00E0FFFFFFFF" + "08006000020000004354" + "FEFF0DE000000000" + "FEFFDDE000000000";
        (List<ReadEvent> events, DataSetFailure? failure) = Read(Unknown + "00100020" + "4C4F0002" + "3432", DicomTransferSyntax.ExplicitVRBigEndian);

        Assert.Null(failure);
        Assert.Equal(DicomVR.CS, events.Single(e => e.Tag == DicomTag.Modality).VR);
        Assert.Equal(2u, events.Single(e => e.Tag == DicomTag.PatientID).Length);
    }

    [Fact]
    public void Fragments_are_counted_from_the_offset_table()
    {
        // (7FE0,0010) OB undefined | item 0 | item 2 "ab" | item 4 "cdef" | E0DD
        const string Pixels = "E07F10004F420000FFFFFFFF" + "FEFF00E000000000" + "FEFF00E0020000006162" + "FEFF00E00400000063646566" + "FEFFDDE000000000";
        (List<ReadEvent> events, DataSetFailure? failure) = Read(Pixels, DicomTransferSyntax.JPEGBaseline8Bit);

        Assert.Null(failure);
        Assert.Equal([-1, 0, 1, 2, -1], events.Select(e => e.Fragment));
        Assert.Equal([uint.MaxValue, 0u, 2u, 4u, 0u], events.Select(e => e.Length));
    }

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void Sequences_may_be_nested_as_deep_as_the_limit(int depth, bool allowed)
    {
        string open = string.Concat(Enumerable.Repeat("0800401153510000FFFFFFFF" + "FEFF00E0FFFFFFFF", depth));
        string close = string.Concat(Enumerable.Repeat("FEFF0DE000000000" + "FEFFDDE000000000", depth));

        Assert.Equal(allowed ? null : DataSetFailureKind.Limit, Read(open + close, s_explicit).Failure?.Kind);
    }

    [Fact]
    public void More_elements_than_the_limit_are_refused()
    {
        string items = string.Concat(Enumerable.Repeat("FEFF00E000000000", 1_000));

        (_, DataSetFailure? failure) = EventReader.Read(
            Convert.FromHexString("0800401153510000FFFFFFFF" + items), s_explicit, new DataSetLimits { MaxElements = 1_000 });

        Assert.Equal(DataSetFailureKind.Limit, failure?.Kind);
    }

    private static (List<ReadEvent> Events, DataSetFailure? Failure) Read(string hex, DicomTransferSyntax syntax) =>
        EventReader.Read(Convert.FromHexString(hex), syntax);
}
