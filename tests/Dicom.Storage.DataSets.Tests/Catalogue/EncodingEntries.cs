using System.IO.Compression;
using Dicom.Storage.Testing;
using static Dicom.Storage.DataSets.Tests.Catalogue.Encoded;

namespace Dicom.Storage.DataSets.Tests.Catalogue;

/// <summary>The catalogue of bad input, data set layer: transfer syntaxes, deflate, Pixel Data, and no data set at all.</summary>
public sealed class EncodingEntries
{
    private static readonly DicomTransferSyntax[] s_native =
        [DicomTransferSyntax.ImplicitVRLittleEndian, DicomTransferSyntax.ExplicitVRLittleEndian, DicomTransferSyntax.ExplicitVRBigEndian];

    [Fact]
    public void S18_a_deflate_bomb_is_C004_at_the_limit_of_ratio_or_bytes()
    {
        // (7FE0,0010) OW of 1 GiB of zeros, deflated about 1,000 times smaller; with bytes after it, too
        byte[] bomb = Deflated(Explicit(0x7FE00010, "OW", length: 1 << 30), zeros: 1 << 30);
        Assert.InRange(bomb.Length, 900_000, 1_100_000);
        long before = Environment.WorkingSet;

        Assert.Equal(DataSetFailureKind.Limit, Verdict.OfDataSet(bomb, DicomTransferSyntax.DeflatedExplicitVRLittleEndian).Failure);
        Assert.Equal(DataSetFailureKind.Limit, Verdict.OfDataSet([.. bomb, .. new byte[100]], DicomTransferSyntax.DeflatedExplicitVRLittleEndian).Failure);
        Assert.Equal(DataSetFailureKind.Limit,
            Verdict.OfDataSet(bomb, DicomTransferSyntax.DeflatedExplicitVRLittleEndian, new DataSetLimits { MaxInflateRatio = 2_000, MaxInflatedBytes = 20_000_000 }).Failure);

        Assert.InRange(Environment.WorkingSet - before, long.MinValue, 64 << 20);
    }

    [Fact]
    public void S18_one_without_end_is_C004_too()
    {
        // Empty stored blocks for ever: nothing comes out and no final block comes. 00 | length 0000 | its complement FFFF
        byte[] endless = [.. Enumerable.Repeat((ReadOnlyMemory<byte>)new byte[] { 0, 0, 0, 0xFF, 0xFF }, 200_000).SelectMany(block => block.ToArray())];
        Assert.Equal(DataSetFailureKind.Incomplete, Verdict.OfDataSet(endless, DicomTransferSyntax.DeflatedExplicitVRLittleEndian).Failure);

        byte[] zeros = Deflated(Explicit(0x7FE00010, "OW", length: 0xFFFFFFFE), zeros: 40 << 20);
        Assert.Equal(DataSetFailureKind.Limit, Verdict.OfDataSet(zeros[..^1], DicomTransferSyntax.DeflatedExplicitVRLittleEndian).Failure);
    }

    [Fact]
    public void S20_a_data_set_in_another_transfer_syntax_than_agreed_is_C003()
    {
        int judged = 0;
        foreach (string file in Corpus.Regular())
        {
            (byte[] dataSet, DicomTransferSyntax written) = Corpus.ReadInflated(file);
            if (dataSet.Length > 2_000_000 || !BeginsAsAnObject(dataSet))
                continue;
            foreach (DicomTransferSyntax agreed in s_native.Where(s => s.IsExplicitVR != written.IsExplicitVR || s.IsBigEndian != written.IsBigEndian))
            {
                Verdict verdict = Verdict.OfDataSet(dataSet, agreed);
                Assert.True(verdict.Failure == DataSetFailureKind.Structure, $"{file} as {agreed}: {verdict}");
                judged++;
            }
        }

        Assert.True(judged > 400, $"only {judged}");
    }

    [Fact]
    public void S20_pixels_that_are_not_encapsulated_where_the_syntax_has_them_so_are_C003()
    {
        byte[] native = [.. Explicit(0x00080060, "CS", "CT"), .. Explicit(0x7FE00010, "OW", new byte[16])];
        byte[] icon = Explicit(0x00880200, "SQ", Item([.. ImageDescription(2, 2), .. Explicit(0x7FE00010, "OW", new byte[4])]));

        Assert.Equal(DataSetFailureKind.Structure, Verdict.OfDataSet(native, DicomTransferSyntax.JPEGBaseline8Bit).Failure);
        Assert.Null(Verdict.OfDataSet(icon, DicomTransferSyntax.JPEGBaseline8Bit).Failure); // an icon may be native (PS3.3 C.7.6.1.1.6)
        Assert.Null(Verdict.OfDataSet(native, DicomTransferSyntax.ExplicitVRLittleEndian).Failure);
    }

    [Fact]
    public void S20_plain_bytes_under_a_deflated_syntax_are_C003() =>
        Assert.Equal(DataSetFailureKind.Structure,
            Verdict.OfDataSet(SyntheticObject.Create(1, 1, 100).DataSet, DicomTransferSyntax.DeflatedExplicitVRLittleEndian).Failure);

    [Theory]
    [InlineData(2, 3, null, 6, DataSetAnomalies.None)]
    [InlineData(1, 3, null, 4, DataSetAnomalies.None)] // three and a pad byte
    [InlineData(2, 3, "2", 12, DataSetAnomalies.None)]
    [InlineData(2, 3, "2", 6, DataSetAnomalies.PixelDataLength)]
    [InlineData(2, 3, null, 8, DataSetAnomalies.PixelDataLength)]
    [InlineData(2, 3, null, 0, DataSetAnomalies.PixelDataLength)]
    [InlineData(65_535, 65_535, "2147483647", 10, DataSetAnomalies.PixelDataLength)]
    [InlineData(2, 3, "1A", 6, DataSetAnomalies.None)] // no number of frames: nothing to compare with
    public void S21_pixels_of_another_length_than_described_are_read_and_marked(int rows, int columns, string? frames, int length, DataSetAnomalies expected)
    {
        byte[] dataSet = [.. ImageDescription((ushort)rows, (ushort)columns, frames), .. Explicit(0x7FE00010, "OB", new byte[length])];

        Assert.Equal(new Verdict(null, expected, 0), Verdict.OfDataSet(dataSet));
    }

    [Theory]
    [InlineData("YBR_FULL_422", 2 * 4 * 2, DataSetAnomalies.None)]
    [InlineData("YBR_PARTIAL_420 ", 2 * 4 * 3 / 2, DataSetAnomalies.None)]
    [InlineData("YBR_FULL", 2 * 4 * 3, DataSetAnomalies.None)]
    [InlineData("YBR_FULL", 2 * 4 * 2, DataSetAnomalies.PixelDataLength)]
    public void S21_colour_that_pixels_share_counts_once(string photometric, int length, DataSetAnomalies expected)
    {
        byte[] dataSet =
        [
            .. Explicit(0x00280002, "US", UInt16(3)), .. Explicit(0x00280004, "CS", photometric), .. Explicit(0x00280010, "US", UInt16(2)),
            .. Explicit(0x00280011, "US", UInt16(4)), .. Explicit(0x00280100, "US", UInt16(8)), .. Explicit(0x7FE00010, "OB", new byte[length]),
        ];

        Assert.Equal(new Verdict(null, expected, 0), Verdict.OfDataSet(dataSet));
    }

    [Fact]
    public void S21_encapsulated_pixels_under_a_native_syntax_are_C003()
    {
        byte[] dataSet = [.. ImageDescription(2, 2), .. Explicit(0x7FE00010, "OB", length: Undefined), .. Item(), .. Item("abcd"u8), .. SequenceEnd];

        Assert.Equal(DataSetFailureKind.Structure, Verdict.OfDataSet(dataSet).Failure);
        Assert.Equal(new Verdict(null, DataSetAnomalies.None, 0), Verdict.OfDataSet(dataSet, DicomTransferSyntax.RLELossless));
    }

    [Fact]
    public void S24_random_bytes_are_C003()
    {
        foreach (DicomTransferSyntax syntax in (DicomTransferSyntax[])[.. s_native, DicomTransferSyntax.JPEGBaseline8Bit, DicomTransferSyntax.DeflatedExplicitVRLittleEndian])
        {
            for (int seed = 0; seed < 50; seed++)
            {
                byte[] bytes = new byte[65_536];
                new Random(seed).NextBytes(bytes);
                Verdict verdict = Verdict.OfDataSet(bytes, syntax);
                Assert.True(verdict.Failure == DataSetFailureKind.Structure, $"{syntax}, seed {seed}: {verdict}");
            }
        }
    }

    [Fact]
    public void S24_zeros_and_a_gigabyte_of_item_tags_are_C003()
    {
        Assert.Equal(DataSetFailureKind.Structure, Verdict.OfDataSet(new byte[65_536]).Failure);
        Assert.Equal(DataSetFailureKind.Structure, Verdict.OfDataSet(new byte[65_536], DicomTransferSyntax.ImplicitVRLittleEndian).Failure);

        // The same mebibyte 1,024 times; of the first tag the reader says no already.
        byte[] items = [.. Enumerable.Repeat(Convert.FromHexString("FEFF00E0"), 262_144).SelectMany(tag => tag)];
        using var parser = new DicomHeaderParser(DicomTransferSyntax.ExplicitVRLittleEndian, new DicomTagSet());
        for (int i = 0; i < 1_024; i++)
            Assert.False(parser.Append(items));
        Assert.Equal((DataSetFailureKind.Structure, 0L), (parser.Failure!.Kind, parser.Failure.Offset));
    }

    // SOP Class UID (0008,0016) is mandatory: what begins in a later group is no object, and a private tag there may be read both ways.
    private static bool BeginsAsAnObject(byte[] dataSet) => dataSet is [0x08, 0, ..] or [0, 0x08, ..];

    private static byte[] Deflated(byte[] start, long zeros)
    {
        using var result = new MemoryStream();
        using (var deflate = new DeflateStream(result, CompressionLevel.Optimal, leaveOpen: true))
        {
            deflate.Write(start);
            byte[] chunk = new byte[1 << 20];
            for (long left = zeros; left > 0; left -= chunk.Length)
                deflate.Write(chunk.AsSpan(0, (int)Math.Min(left, chunk.Length)));
        }

        return result.ToArray();
    }
}
