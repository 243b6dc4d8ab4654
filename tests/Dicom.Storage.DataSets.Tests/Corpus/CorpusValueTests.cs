using Dicom.Storage.Testing;

namespace Dicom.Storage.DataSets.Tests;

public sealed class CorpusValueTests
{
    private static readonly string[] s_notColumns = ["file", "tool", "differs_in_pydicom"];

    // dcm2json left the whole row of this file empty: its elements are written as UN, which it does not resolve. dcmdump shows the
    // bytes 69 64 31 31 31 31 31 20 for PatientID, "id11111".
    private const string UnFile = "rle/rtdose_rle_1frame.dcm";

    [Fact]
    public void Every_column_of_the_tag_oracle_is_read_from_every_file()
    {
        IReadOnlyList<IReadOnlyDictionary<string, string>> rows = SharedFiles.ReadTable("dicom/oracle-tags.tsv");
        string[] columns = [.. rows[0].Keys.Except(s_notColumns)];
        DicomTag[] tags = [.. columns.Select(c => DicomDictionary.TryGet(c, out DicomDictionaryEntry entry) ? entry.Tag : throw new InvalidOperationException(c))];
        var wanted = new DicomTagSet(tags);
        List<string> differences = [];
        foreach (IReadOnlyDictionary<string, string> row in rows.Where(r => r["file"] != UnFile))
        {
            (byte[] dataSet, DicomTransferSyntax syntax) = Corpus.ReadDataSet(row["file"]);
            using var parser = new DicomHeaderParser(syntax, wanted);
            Assert.True(parser.Append(dataSet) && parser.Complete(), row["file"]);
            for (int i = 0; i < tags.Length; i++)
            {
                string actual = AsTheOracleWrites(tags[i], parser.Header.GetString(tags[i]));
                if (actual != AsTheOracleWrites(tags[i], row[columns[i]]))
                    differences.Add($"{row["file"]}\t{columns[i]}\t'{row[columns[i]]}'\t'{actual}'");
            }
        }

        Assert.True(rows.Count > 230, $"only {rows.Count} rows");
        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }

    [Fact]
    public void Elements_written_as_UN_are_read_with_the_VR_of_the_dictionary()
    {
        (byte[] dataSet, DicomTransferSyntax syntax) = Corpus.ReadDataSet(UnFile);
        using var parser = new DicomHeaderParser(syntax, new DicomTagSet(DicomTag.PatientID, DicomTag.StudyID, DicomTag.SeriesNumber));

        Assert.True(parser.Append(dataSet) && parser.Complete());

        Assert.Equal("id11111", parser.Header.GetString(DicomTag.PatientID));
        Assert.Equal("S1", parser.Header.GetString(DicomTag.StudyID));
        Assert.Equal(1, parser.Header.GetInt32(DicomTag.SeriesNumber));
    }

    // Two habits of dcm2json that are no rule: it trims the delimiters at the end of person names and their groups, and makes
    // numbers of IS, so that 0048 is 48. We keep what was sent.
    private static string AsTheOracleWrites(DicomTag tag, string? value)
    {
        if (value is null)
            return "<absent>";
        DicomVR vr = DicomDictionary.GetImplicitVR(tag);
        if (vr == DicomVR.IS && int.TryParse(value, out int number))
            return number.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return vr == DicomVR.PN ? string.Join('=', value.Split('=').Select(g => g.TrimEnd('^'))).TrimEnd('=') : value;
    }
}
