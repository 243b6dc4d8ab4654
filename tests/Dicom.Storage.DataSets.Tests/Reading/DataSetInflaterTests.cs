using System.IO.Compression;

namespace Dicom.Storage.DataSets.Tests;

public sealed class DataSetInflaterTests
{
    // (0010,0020) LO 2 "42", fifty thousand bytes of (7FE0,0010) OW
    private static readonly byte[] s_plain = [.. Convert.FromHexString("100020004C4F02003432" + "E07F10004F57000050C30000"), .. Noise(50_000)];
    private static readonly byte[] s_deflated = Deflate(s_plain);

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8_192)]
    [InlineData(int.MaxValue)]
    public void What_was_deflated_comes_out_in_any_split(int pieceLength)
    {
        using var inflater = new DataSetInflater();

        Assert.Equal(s_plain, Inflate(inflater, s_deflated, pieceLength));
        Assert.True(inflater.Complete());
        Assert.Equal(DataSetAnomalies.None, inflater.Anomalies);
        Assert.Equal(s_plain.Length, inflater.InflatedBytes);
    }

    [Fact]
    public void A_stream_cut_anywhere_is_incomplete_or_broken_but_never_whole()
    {
        byte[] deflated = Deflate(Noise(200));
        for (int cut = 0; cut < deflated.Length; cut++)
        {
            using var inflater = new DataSetInflater();
            Inflate(inflater, deflated.AsSpan(0, cut), int.MaxValue);
            Assert.False(inflater.Complete(), $"cut at {cut}");
        }
    }

    [Fact]
    public void One_pad_byte_is_allowed_and_more_is_marked()
    {
        using var padded = new DataSetInflater();
        Inflate(padded, [.. s_deflated, 0], 100);
        using var trailing = new DataSetInflater();
        Assert.Equal(s_plain, Inflate(trailing, [.. s_deflated, .. new byte[500]], 100));

        Assert.True(padded.Complete() && trailing.Complete());
        Assert.Equal(DataSetAnomalies.None, padded.Anomalies);
        Assert.Equal(DataSetAnomalies.TrailingData, trailing.Anomalies);
    }

    [Fact]
    public void The_size_limit_stops_it()
    {
        using var inflater = new DataSetInflater(new DataSetLimits { MaxInflatedBytes = 1_048_576 });

        Inflate(inflater, Deflate(Noise(1_100_000)), 4_096);

        Assert.Equal(DataSetFailureKind.Limit, inflater.Failure?.Kind);
        Assert.InRange(inflater.InflatedBytes, 1_048_577, 1_048_576 + 16_384);
    }

    [Fact]
    public void The_header_of_a_deflated_data_set_is_parsed_byte_by_byte()
    {
        using var parser = new DicomHeaderParser(DicomTransferSyntax.DeflatedExplicitVRLittleEndian, new DicomTagSet(DicomTag.PatientID));

        foreach (byte b in s_deflated)
            Assert.True(parser.Append([b]));

        Assert.True(parser.Complete() && parser.ReachedPixelData);
        Assert.Equal("42", parser.Header.GetString(DicomTag.PatientID));
    }

    private static byte[] Inflate(DataSetInflater inflater, ReadOnlySpan<byte> deflated, int pieceLength)
    {
        using var result = new MemoryStream();
        while (!deflated.IsEmpty)
        {
            ReadOnlySpan<byte> piece = deflated[..Math.Min(pieceLength, deflated.Length)];
            deflated = deflated[piece.Length..];
            while (inflater.Inflate(ref piece, out ReadOnlySpan<byte> plain))
                result.Write(plain);
        }

        return result.ToArray();
    }

    private static byte[] Deflate(byte[] plain)
    {
        using var result = new MemoryStream();
        using (var deflate = new DeflateStream(result, CompressionLevel.Optimal, leaveOpen: true))
            deflate.Write(plain);
        return result.ToArray();
    }

    private static byte[] Noise(int length)
    {
        var bytes = new byte[length];
        new Random(7).NextBytes(bytes);
        for (int i = 0; i < length; i++)
            bytes[i] &= 0x1F; // compressible, but no bomb
        return bytes;
    }
}
