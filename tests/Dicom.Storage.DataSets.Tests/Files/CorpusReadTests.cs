namespace Dicom.Storage.DataSets.Tests;

public sealed class CorpusReadTests
{
    [Fact]
    public void Every_regular_file_is_read_to_its_last_byte_without_failure()
    {
        List<string> failed = [];
        Dictionary<string, DataSetAnomalies> anomalies = [];
        int count = 0;
        foreach (string file in Corpus.Regular())
        {
            count++;
            byte[] bytes = Corpus.Read(file);
            if (!Part10Reader.TryRead(bytes, out DicomFileMeta? meta, out long offset, out DataSetFailure? failure))
            {
                failed.Add($"{file}: meta {failure}");
                continue;
            }

            using var parser = new DicomHeaderParser(meta!.TransferSyntax!, new DicomTagSet(DicomTag.PatientID, DicomTag.SOPInstanceUID));
            if (!parser.Append(bytes.AsSpan((int)offset)) || !parser.Complete())
                failed.Add($"{file}: {parser.Failure}");
            if (parser.Anomalies != DataSetAnomalies.None)
                anomalies[file] = parser.Anomalies;
        }

        foreach ((string file, DataSetAnomalies value) in anomalies)
            TestContext.Current.TestOutputHelper!.WriteLine($"{file}: {value}");
        Assert.Equal(232, count);
        Assert.True(failed.Count == 0, string.Join('\n', failed));
    }
}
