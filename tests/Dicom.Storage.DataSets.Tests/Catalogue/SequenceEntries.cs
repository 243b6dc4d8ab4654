using static Dicom.Storage.DataSets.Tests.Catalogue.Encoded;

namespace Dicom.Storage.DataSets.Tests.Catalogue;

/// <summary>The catalogue of bad input, data set layer: sequences and items.</summary>
public sealed class SequenceEntries
{
    [Theory]
    [InlineData(65)]
    [InlineData(1_000)]
    [InlineData(20_000)]
    [InlineData(1_000_000)]
    public void S1_nesting_beyond_the_limit_is_C004_however_it_is_encoded(int depth)
    {
        // (0008,1140) SQ and an item, each of undefined length
        byte[] open = [.. Explicit(0x00081140, "SQ", length: Undefined), .. Item(length: Undefined)];
        byte[] openImplicit = [.. Implicit(0x00081140, length: Undefined), .. Item(length: Undefined)];

        Assert.Equal(DataSetFailureKind.Limit, Verdict.OfDataSet(Repeat(open, depth)).Failure);
        Assert.Equal(DataSetFailureKind.Limit, Verdict.OfDataSet(Repeat(openImplicit, depth), DicomTransferSyntax.ImplicitVRLittleEndian).Failure);
        Assert.Equal(DataSetFailureKind.Limit, Verdict.OfDataSet(Defined(depth, headerLength: 12)).Failure);
        Assert.Equal(DataSetFailureKind.Limit, Verdict.OfDataSet(Defined(depth, headerLength: 8), DicomTransferSyntax.ImplicitVRLittleEndian).Failure);
    }

    [Fact]
    public void S1_the_deepest_nesting_allowed_takes_no_more_stack_than_any_other()
    {
        byte[] open = [.. Explicit(0x00081140, "SQ", length: Undefined), .. Item(length: Undefined)];
        byte[] dataSet = [.. Repeat(open, 1_024), .. Repeat([.. ItemEnd, .. SequenceEnd], 1_024)];
        DataSetFailureKind? failure = DataSetFailureKind.Structure;

        // 128 KiB of stack for 1,024 levels: recursion would have 128 bytes for each.
        var thread = new Thread(() => failure = Verdict.OfDataSet(dataSet, limits: new DataSetLimits { MaxDepth = 1_024 }).Failure, maxStackSize: 128 * 1024);
        thread.Start();
        thread.Join();

        Assert.Null(failure);
    }

    [Fact]
    public void S2_a_length_past_its_parent_is_C003()
    {
        byte[] element = Explicit(0x00081150, "UI", "1.2");
        byte[][] broken =
        [
            // an item of 13 in a sequence of 8 + 12; a sequence of 40 in an item of 24; an element of 5 in an item that has room for 4
            [.. Explicit(0x00081140, "SQ", [.. Item(element, length: 13)])],
            [.. Explicit(0x00081140, "SQ", [.. Item([.. Explicit(0x00081199, "SQ", [.. Item(element)], length: 40), .. new byte[4]])])],
            [.. Explicit(0x00081140, "SQ", [.. Item([.. Explicit(0x00081150, "UI", "1.2"u8, length: 5)])])],
        ];

        foreach (byte[] dataSet in broken)
            Assert.Equal(DataSetFailureKind.Structure, Verdict.OfDataSet([.. dataSet, .. Explicit(0x00100020, "LO", "P1")]).Failure);
    }

    [Fact]
    public void S2_an_item_past_the_end_of_a_sequence_that_has_none_is_no_other_than_a_cut_one_C002()
    {
        // Nothing around it says where it must end: a sender that stopped early sends the same bytes.
        byte[] dataSet = [.. Explicit(0x00081140, "SQ", length: Undefined), .. Item(Explicit(0x00081150, "UI", "1.2"), length: 500)];

        Assert.Equal(DataSetFailureKind.Incomplete, Verdict.OfDataSet(dataSet).Failure);
    }

    [Fact]
    public void S8_what_makes_no_progress_is_parsed()
    {
        // sequences of length 0, items of length 0, elements of length 0, a fragment of length 0
        byte[] dataSet =
        [
            .. Explicit(0x00081110, "SQ"), .. Explicit(0x00081115, "SQ", [.. Item(), .. Item()]),
            .. Explicit(0x00081140, "SQ", length: Undefined), .. Item(length: Undefined), .. ItemEnd, .. SequenceEnd,
            .. Explicit(0x00100010, "PN"), .. Explicit(0x00100020, "LO"),
            .. Explicit(0x7FE00010, "OB", length: Undefined), .. Item(), .. Item(), .. SequenceEnd,
        ];

        Assert.Equal(new Verdict(null, DataSetAnomalies.None, 0), Verdict.OfDataSet(dataSet, DicomTransferSyntax.JPEGBaseline8Bit));
    }

    [Fact]
    public void S17_UN_of_undefined_length_with_implicit_items_is_read()
    {
        byte[] dataSet =
        [
            .. Explicit(0x00091001, "UN", length: Undefined), .. Item(length: Undefined), .. Implicit(0x00080060, "CT"),
            .. Implicit(0x00081140, length: Undefined), .. Item(Implicit(0x00081150, "1.2 ")), .. SequenceEnd, .. ItemEnd, .. SequenceEnd,
            .. Explicit(0x00100020, "LO", "P1"),
        ];

        Assert.Equal(new Verdict(null, DataSetAnomalies.None, 0), Verdict.OfDataSet(dataSet));
    }

    [Fact]
    public void S22_a_million_elements_and_a_million_empty_items_are_read_in_linear_time()
    {
        byte[] elements = new byte[8 * 1_000_000];
        for (int i = 0; i < 1_000_000; i++)
        {
            // 65,000 private elements a group, each empty: (0009,0100) LO 0, (0009,0101) LO 0 ...
            uint tag = ((uint)(9 + (i / 65_000 * 2)) << 16) | (uint)(0x100 + (i % 65_000));
            Explicit(tag, "LO").CopyTo(elements, i * 8);
        }

        byte[] items = [.. Explicit(0x00081140, "SQ", length: Undefined), .. Repeat(Item(), 1_000_000), .. SequenceEnd];

        Assert.Equal(new Verdict(null, DataSetAnomalies.None, 0), Verdict.OfDataSet(elements));
        Assert.Equal(new Verdict(null, DataSetAnomalies.None, 0), Verdict.OfDataSet(items));
        Assert.Equal(DataSetFailureKind.Limit, Verdict.OfDataSet(items, limits: new DataSetLimits { MaxElements = 999_999 }).Failure);
    }

    // Sequences and items whose lengths all end with the data set.
    private static byte[] Defined(int depth, int headerLength)
    {
        int level = headerLength + 8;
        byte[] bytes = new byte[depth * level];
        for (int i = 0; i < depth; i++)
        {
            uint inItem = (uint)((depth - i - 1) * level);
            byte[] header = headerLength == 12 ? Explicit(0x00081140, "SQ", length: inItem + 8) : Implicit(0x00081140, length: inItem + 8);
            header.CopyTo(bytes, i * level);
            Item(length: inItem).CopyTo(bytes, (i * level) + headerLength);
        }

        return bytes;
    }

    private static byte[] Repeat(byte[] bytes, int count)
    {
        byte[] repeated = new byte[bytes.Length * count];
        for (int i = 0; i < count; i++)
            bytes.CopyTo(repeated, i * bytes.Length);
        return repeated;
    }
}
