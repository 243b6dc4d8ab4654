namespace Dicom.Storage.DataSets.Tests.Catalogue;

/// <summary>What the receiver's parsers say of an input, and that they say it in any split, with bounded memory and one step for each header.</summary>
internal sealed record Verdict(DataSetFailureKind? Failure, DataSetAnomalies Anomalies, long Offset)
{
    private const int MaxAllocated = 256 * 1024;

    private static readonly DicomTagSet s_wanted = new(
        DicomTag.SOPClassUID, DicomTag.SOPInstanceUID, DicomTag.StudyInstanceUID, DicomTag.SeriesInstanceUID, DicomTag.PatientName, DicomTag.PatientID,
        DicomTag.StudyDate, DicomTag.Rows, DicomTag.SeriesNumber, DicomTag.PixelSpacing);

    /// <summary>The verdict on a data set as it would come by C-STORE.</summary>
    public static Verdict OfDataSet(byte[] dataSet, DicomTransferSyntax? syntax = null, DataSetLimits? limits = null)
    {
        syntax ??= DicomTransferSyntax.ExplicitVRLittleEndian;
        using var parser = new DicomHeaderParser(syntax, s_wanted, limits);
        Verdict Judge(int pieceLength)
        {
            parser.Reset(syntax);
            Feed(dataSet, pieceLength, parser.Append);
            parser.Complete();
            return new Verdict(parser.Failure?.Kind, parser.Anomalies, syntax.IsDeflated ? 0 : parser.Failure?.Offset ?? 0);
        }

        if (!syntax.IsDeflated)
            AssertLinear(dataSet, syntax, limits);
        return InAnySplit(dataSet.Length, Judge);
    }

    /// <summary>The verdict on a whole file as it would come by STOW-RS or from a folder to import.</summary>
    public static Verdict OfFile(byte[] file, bool keepOpaque = false)
    {
        using var parser = new Part10Parser(s_wanted, keepOpaque: keepOpaque);
        Verdict Judge(int pieceLength)
        {
            parser.Reset();
            Feed(file, pieceLength, parser.Append);
            parser.Complete();
            return new Verdict(parser.Failure?.Kind, parser.Anomalies, parser.Failure?.Offset ?? 0);
        }

        return InAnySplit(file.Length, Judge);
    }

    private static Verdict InAnySplit(int length, Func<int, Verdict> judge)
    {
        Verdict whole = judge(int.MaxValue);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Verdict pieces = judge(length <= 65_536 ? 1 : 4_093);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MaxAllocated);
        Assert.Equal(whole, pieces);
        return whole;
    }

    // Each step but the last takes a header of at least 8 bytes, or ends a level that such a header began: time is linear in the input.
    private static void AssertLinear(ReadOnlySpan<byte> dataSet, DicomTransferSyntax syntax, DataSetLimits? limits)
    {
        foreach (DataSetReadMode mode in Enum.GetValues<DataSetReadMode>())
        {
            var reader = new DataSetReader(syntax, limits, mode);
            ReadOnlySpan<byte> rest = dataSet;
            int steps = 0;
            while (reader.Read(ref rest) is not (DataSetToken.NeedMoreData or DataSetToken.Failed))
                steps++;
            reader.Complete();
            Assert.InRange(steps, 0, (dataSet.Length / 8 * 2) + 1);
            Assert.True(reader.Failure is not null || reader.Position == dataSet.Length, "bytes were lost");
        }
    }

    private static void Feed(ReadOnlySpan<byte> bytes, int pieceLength, Func<ReadOnlySpan<byte>, bool> append)
    {
        bool goesOn = true;
        while (goesOn && !bytes.IsEmpty)
        {
            ReadOnlySpan<byte> piece = bytes[..Math.Min(pieceLength, bytes.Length)];
            bytes = bytes[piece.Length..];
            goesOn = append(piece);
        }
    }
}
