using Dicom.Storage.Testing;

namespace Dicom.Storage.DataSets.Tests;

public sealed class CorpusReadTests
{
    // The only regular files that break a rule, and which.
    private static readonly Dictionary<string, DataSetAnomalies> s_anomalies = new()
    {
        ["charset/chrJapMultiExplicitIR6.dcm"] = DataSetAnomalies.NoPixelData,
        ["charset/chrKoreanMulti.dcm"] = DataSetAnomalies.NoPixelData,
        ["native/MR_small_padded.dcm"] = DataSetAnomalies.PixelDataLength, // 8,320 bytes for 64 x 64 x 2
        ["native/dx_image.dcm"] = DataSetAnomalies.OddLength,
        ["nonimage/ot_PatientIdsCollision_Image1.dcm"] = DataSetAnomalies.NoPixelData,
        ["nonimage/ot_PatientIdsCollision_Image2.dcm"] = DataSetAnomalies.NoPixelData,
        ["nonimage/ot_PatientIdsCollision_Image3.dcm"] = DataSetAnomalies.NoPixelData,
        ["nonimage/nested_priv_SQ.dcm"] = DataSetAnomalies.OddLength,
    };

    [Fact]
    public void Every_regular_file_is_read_to_its_last_byte_without_failure()
    {
        List<string> failed = [];
        int count = 0;
        using var parser = new DicomHeaderParser(DicomTransferSyntax.ImplicitVRLittleEndian, new DicomTagSet(DicomTag.PatientID, DicomTag.SOPInstanceUID));
        foreach (string file in Corpus.Regular())
        {
            count++;
            (byte[] dataSet, DicomTransferSyntax syntax) = Corpus.ReadDataSet(file);
            parser.Reset(syntax);
            if (!parser.Append(dataSet) || !parser.Complete())
                failed.Add($"{file}: {parser.Failure}");
            if (parser.Anomalies != s_anomalies.GetValueOrDefault(file))
                failed.Add($"{file}: {parser.Anomalies}");
        }

        Assert.Equal(232, count);
        Assert.True(failed.Count == 0, string.Join('\n', failed));
    }

    [Fact]
    public void Any_split_gives_the_same_events()
    {
        foreach (string file in Corpus.Regular())
        {
            (byte[] dataSet, DicomTransferSyntax syntax) = Corpus.ReadInflated(file);
            (List<ReadEvent> whole, DataSetFailure? failure) = EventReader.Read(dataSet, syntax);
            Assert.Null(failure);

            var random = new Random(file.Length);
            (List<ReadEvent> pieces, _) = EventReader.Read(dataSet, syntax, () => random.Next(1, 4_000));
            Assert.True(whole.SequenceEqual(pieces), file);
        }
    }

    [Fact]
    public void Byte_by_byte_gives_the_same_events()
    {
        int count = 0;
        foreach (string file in Corpus.Regular())
        {
            (byte[] dataSet, DicomTransferSyntax syntax) = Corpus.ReadInflated(file);
            if (dataSet.Length > 40_000)
                continue;

            count++;
            (List<ReadEvent> whole, _) = EventReader.Read(dataSet, syntax);
            (List<ReadEvent> bytes, _) = EventReader.Read(dataSet, syntax, () => 1);
            (List<ReadEvent> segments, _) = EventReader.Read(Segments.Of([], dataSet[..7], [], dataSet[7..100], dataSet[100..], []), syntax);
            Assert.True(whole.SequenceEqual(bytes), file);
            Assert.True(whole.SequenceEqual(segments), file);
        }

        Assert.True(count > 50, $"only {count} files");
    }

    [Fact]
    public void A_regular_file_cut_anywhere_is_never_complete()
    {
        // A cut between two top-level elements is a data set of its own; so only cuts inside one can be asked for.
        foreach (string file in new[] { "nonimage/nested_priv_SQ.dcm", "charset/chrH31.dcm" })
        {
            (byte[] dataSet, DicomTransferSyntax syntax) = Corpus.ReadInflated(file);
            HashSet<int> boundaries = [.. Boundaries(dataSet, syntax)];
            for (int cut = 1; cut < dataSet.Length; cut++)
            {
                (_, DataSetFailure? failure) = EventReader.Read(dataSet.AsSpan(0, cut), syntax);
                Assert.True(boundaries.Contains(cut) ? failure is null : failure?.Kind == DataSetFailureKind.Incomplete, $"{file} cut at {cut}: {failure}");
            }
        }
    }

    [Fact]
    public void Dcmdump_counts_the_same_elements_items_and_fragments()
    {
        Command.Require("dcmdump", "dcmtk");

        foreach (string file in Corpus.Regular().Where((_, i) => i % 6 == 0))
        {
            (int status, string output) = Command.Run("dcmdump", "-q", "+L", "--no-uid-names", SharedFiles.Require("dicom/" + file));
            if (status != 0)
                continue; // transfer syntaxes newer than DCMTK 3.6.7

            int lines = output.Split('\n').Select(l => l.TrimStart()).Count(l => l.StartsWith('(') && !l.StartsWith("(0002,", StringComparison.Ordinal));
            (byte[] dataSet, DicomTransferSyntax syntax) = Corpus.ReadInflated(file);
            (List<ReadEvent> events, _) = EventReader.Read(dataSet, syntax);
            Assert.True(events.Count == lines, $"{file}: {events.Count} events, {lines} lines of dcmdump");
        }
    }

    private static List<int> Boundaries(byte[] dataSet, DicomTransferSyntax syntax)
    {
        var reader = new DataSetReader(syntax);
        ReadOnlySpan<byte> rest = dataSet;
        List<int> found = [];
        while (reader.Read(ref rest) is var token && token != DataSetToken.NeedMoreData)
        {
            if (reader.Depth == 0 && token == DataSetToken.Element)
                found.Add((int)(reader.Position + reader.ValueRemaining));
            if (reader.Depth == 0 && token is DataSetToken.SequenceEnd or DataSetToken.FragmentsEnd)
                found.Add((int)reader.Position);
        }

        return found;
    }
}
