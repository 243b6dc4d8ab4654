using Dicom.Storage.Testing;

namespace Dicom.Storage.DataSets.Tests;

/// <summary>Every malformed file of the corpus with its outcome: as an object that arrives, as a file that is imported, and for someone who wants to see what is in it.</summary>
public sealed class MalformedTests
{
    private static readonly DicomTagSet s_wanted = new(DicomTag.SOPClassUID, DicomTag.SOPInstanceUID, DicomTag.StudyInstanceUID, DicomTag.PatientName);

    [Fact]
    public void Every_malformed_file_has_its_outcome_in_any_split()
    {
        List<string> wrong = [];
        foreach (string file in Corpus.Malformed())
        {
            byte[] bytes = Corpus.Read(file);
            MalformedOutcome expected = MalformedOutcomes.All[Path.GetFileNameWithoutExtension(file)];
            foreach (int pieceLength in new[] { int.MaxValue, 13 })
            {
                var actual = new MalformedOutcome(Receive(bytes, pieceLength), Import(bytes, pieceLength), Look(bytes, pieceLength));
                if (actual != expected)
                    wrong.Add($"{file}: {actual}\n    in place of {expected}");
            }
        }

        Assert.Equal(61, MalformedOutcomes.All.Count);
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void What_dcmdump_reads_to_its_end_the_tolerant_reader_reads_but_for_limits()
    {
        int read = 0;
        foreach (IReadOnlyDictionary<string, string> row in SharedFiles.ReadTable("dicom/malformed.tsv").Where(r => r["dcmdump"] == "ok"))
        {
            string outcome = Look(Corpus.Read(row["file"]), int.MaxValue);
            Assert.True(outcome.StartsWith("read", StringComparison.Ordinal) || outcome == "Limit", $"{row["file"]}: {outcome}");
            read++;
        }

        Assert.True(read > 35, $"only {read}");
    }

    [Fact]
    public void A_file_that_two_of_three_tools_read_is_read_or_cut_or_over_a_limit()
    {
        foreach (IReadOnlyDictionary<string, string> row in SharedFiles.ReadTable("dicom/malformed.tsv"))
        {
            if (new[] { row["dcmdump"], row["gdcminfo"], row["pydicom"] }.Count(tool => tool == "ok") < 2)
                continue;
            string outcome = Look(Corpus.Read(row["file"]), int.MaxValue);
            Assert.True(outcome.StartsWith("read", StringComparison.Ordinal) || outcome is "Limit" or "Incomplete", $"{row["file"]}: {outcome}");
        }
    }

    [Theory]
    [InlineData("malformed/syn_odd_length.dcm")]
    [InlineData("malformed/syn_dup_and_disorder.dcm")]
    [InlineData("malformed/syn_nest_3000.dcm")]
    public void A_failure_tells_the_kind_the_place_and_no_value(string file)
    {
        (byte[] dataSet, DicomTransferSyntax syntax) = Corpus.ReadDataSet(file);
        (_, DataSetFailure? failure) = EventReader.Read(dataSet, syntax);

        Assert.NotNull(failure);
        Assert.InRange(failure.Offset, 1, dataSet.Length);
        Assert.Matches(@"^[A-Za-z0-9(),. ]+$", failure.Message);
    }

    [Theory]
    [InlineData("malformed/MR_truncated.dcm", 72, 8_130)] // dcmdump: Pixel Data of 8,192 bytes, of which 62 are missing
    [InlineData("malformed/syn_trunc_in_pixeldata.dcm", 266, 31_905)] // 32,768, of which 863 are missing
    [InlineData("malformed/rtplan_truncated.dcm", 122, 29)] // dcmdump: 50 bytes, 29 in file
    public void What_lies_before_a_cut_is_read_with_the_front_of_the_value_that_was_cut(string file, int tokens, int front)
    {
        (byte[] dataSet, DicomTransferSyntax syntax) = Corpus.ReadDataSet(file);
        var reader = new DataSetReader(syntax);
        ReadOnlySpan<byte> rest = dataSet;
        int read = 0, last = 0;
        while (reader.Read(ref rest) != DataSetToken.NeedMoreData)
        {
            read++;
            last = reader.TryReadValue(ref rest, out ReadOnlySpan<byte> value) ? value.Length : 0;
        }

        Assert.False(reader.Complete());
        Assert.Equal(DataSetFailureKind.Incomplete, reader.Failure?.Kind);
        Assert.Equal((tokens, front), (read, last));
    }

    private static string Receive(byte[] bytes, int pieceLength)
    {
        if (!Part10Reader.TryRead(bytes, out DicomFileMeta? meta, out long offset, out DataSetFailure? failure))
            return $"head {failure.Kind}";
        if (meta.TransferSyntax is not { } syntax)
            return "unknown syntax";

        using var parser = new DicomHeaderParser(syntax, s_wanted);
        Feed(bytes.AsSpan((int)offset), pieceLength, parser.Append);
        return parser.Complete() ? Read(parser.Anomalies | meta.Anomalies) : $"{parser.Failure!.Kind}";
    }

    private static string Import(byte[] bytes, int pieceLength)
    {
        using var parser = new Part10Parser(s_wanted);
        Feed(bytes, pieceLength, parser.Append);
        return parser.Complete() ? Read(parser.Anomalies) : $"{parser.Failure!.Kind}";
    }

    private static string Look(byte[] bytes, int pieceLength)
    {
        if (!Part10Reader.TryRead(bytes, out DicomFileMeta? meta, out long offset, out DataSetFailure? failure, DataSetReadMode.Tolerant))
            return $"head {failure.Kind}";

        // Private syntaxes are explicit little endian but for Pixel Data more often than not; the reader sees when this one is not.
        DicomTransferSyntax syntax = meta.TransferSyntax ?? DicomTransferSyntax.ExplicitVRLittleEndian;
        var reader = new DataSetReader(syntax, mode: DataSetReadMode.Tolerant);
        bool Walk(ReadOnlySpan<byte> piece)
        {
            while (reader.Read(ref piece) is not (DataSetToken.NeedMoreData or DataSetToken.Failed))
            {
            }

            return reader.Failure is null;
        }

        using DataSetInflater? inflater = syntax.IsDeflated ? new DataSetInflater() : null;
        Feed(bytes.AsSpan((int)offset), pieceLength, piece =>
        {
            if (inflater is null)
                return Walk(piece);
            while (inflater.Inflate(ref piece, out ReadOnlySpan<byte> inflated) && Walk(inflated))
            {
            }

            return inflater.Failure is null;
        });
        failure = inflater is not null && !inflater.Complete() ? inflater.Failure : reader.Complete() ? null : reader.Failure;
        return failure is null ? Read(reader.Anomalies | meta.Anomalies) : $"{failure.Kind}";
    }

    private static string Read(DataSetAnomalies anomalies) => anomalies == DataSetAnomalies.None ? "read" : $"read {anomalies}";

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
