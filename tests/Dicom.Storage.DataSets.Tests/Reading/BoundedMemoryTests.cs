using Dicom.Storage.Testing;

namespace Dicom.Storage.DataSets.Tests;

public sealed class BoundedMemoryTests
{
    private static readonly DicomTagSet s_wanted = new(DicomTag.SOPInstanceUID, DicomTag.PatientName, DicomTag.StudyInstanceUID);

    [Theory]
    [InlineData("malformed/syn_nest_30000_unclosed.dcm")]
    [InlineData("malformed/syn_nest_3000.dcm")]
    [InlineData("malformed/syn_value_len_4g.dcm")]
    [InlineData("malformed/syn_deflate_bomb_200M.dcm")]
    public void A_hostile_file_costs_less_than_256_KiB(string file)
    {
        (byte[] dataSet, DicomTransferSyntax syntax) = Corpus.ReadDataSet(file);
        Walk(dataSet, syntax); // what the runtime makes once is not the file's

        Assert.InRange(Allocation.Least(() => Walk(dataSet, syntax)), 0, 256 * 1024);
    }

    [Fact]
    public void A_parser_that_is_used_again_allocates_nothing()
    {
        // Explicit VR: the dictionary, asked for implicit VR, is constant data whose span the runtime makes with an object each time
        // as long as code is not optimized, as it never is in a debug build.
        (byte[] dataSet, DicomTransferSyntax syntax) = Corpus.ReadDataSet("charset/chrH32.dcm");
        using var parser = new DicomHeaderParser(syntax, s_wanted);
        for (int i = 0; i < 3; i++)
            Read(parser, dataSet, syntax);

        Assert.Equal(0, Allocation.Least(() => Read(parser, dataSet, syntax)));
    }

    [Theory]
    [InlineData("native/CT_small.dcm")]
    [InlineData("native/wg04_CT1_UNC.dcm")]
    public void The_header_of_a_CT_image_is_parsed_without_an_allocation_for_any_element(string file)
    {
        (byte[] dataSet, DicomTransferSyntax syntax) = Corpus.ReadDataSet(file);
        using var parser = new DicomHeaderParser(syntax, s_wanted);
        int elements = EventReader.Read(dataSet, syntax).Events.Count;
        void ReadHeader()
        {
            parser.Reset(syntax);
            for (int i = 0; !parser.ReachedPixelData; i += 1_024)
                Assert.True(parser.Append(dataSet.AsSpan(i, Math.Min(1_024, dataSet.Length - i))));
        }

        for (int i = 0; i < 3; i++)
            ReadHeader();

        Assert.InRange(elements, 60, 1_000);
        Assert.Equal(0, Allocation.Least(ReadHeader));
    }

    [Fact]
    public void A_million_empty_items_are_read_in_linear_time_without_memory()
    {
        // (0008,1140) SQ undefined, then items of length 0: 8 MB
        byte[] chunk = [.. Enumerable.Repeat(Convert.FromHexString("FEFF00E000000000"), 1_000).SelectMany(i => i)];
        var reader = new DataSetReader(DicomTransferSyntax.ExplicitVRLittleEndian);
        ReadOnlySpan<byte> start = Convert.FromHexString("0800401153510000FFFFFFFF");
        reader.Read(ref start);
        int items = 0;
        long allocated = Allocation.Least(() =>
        {
            for (int i = 0; i < 100; i++)
            {
                ReadOnlySpan<byte> rest = chunk;
                while (reader.Read(ref rest) is var token && token != DataSetToken.NeedMoreData)
                    items += token == DataSetToken.ItemStart ? 1 : 0;
            }
        });

        Assert.Equal(1_000_000, items);
        Assert.Equal(0, allocated);
    }

    [Fact]
    public void A_name_of_ten_megabytes_is_cut_and_marked()
    {
        using var parser = new DicomHeaderParser(DicomTransferSyntax.ImplicitVRLittleEndian, s_wanted);
        // (0010,0010) 10,485,760 bytes | (0020,000D) 4 "1.2" NUL
        parser.Append(Convert.FromHexString("100010000000A000"));
        byte[] piece = [.. Enumerable.Repeat((byte)'A', 65_536)];
        for (int i = 0; i < 160; i++)
            parser.Append(piece);
        parser.Append(Convert.FromHexString("20000D0004000000312E3200"));

        Assert.True(parser.Complete());
        Assert.Equal(16_384, parser.Header.GetString(DicomTag.PatientName)!.Length);
        Assert.Equal("1.2", parser.Header.GetString(DicomTag.StudyInstanceUID));
        Assert.Equal(DataSetAnomalies.ValueCut, parser.Anomalies);
    }

    private static void Walk(byte[] dataSet, DicomTransferSyntax syntax)
    {
        using var parser = new DicomHeaderParser(syntax, s_wanted);
        Read(parser, dataSet, syntax);
    }

    private static void Read(DicomHeaderParser parser, byte[] dataSet, DicomTransferSyntax syntax)
    {
        parser.Reset(syntax);
        for (int i = 0; i < dataSet.Length && parser.Append(dataSet.AsSpan(i, Math.Min(8_192, dataSet.Length - i))); i += 8_192)
        {
        }

        parser.Complete();
    }
}
