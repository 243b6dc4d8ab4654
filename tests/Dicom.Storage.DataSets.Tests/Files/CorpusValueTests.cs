using Dicom.Storage.Testing;

namespace Dicom.Storage.DataSets.Tests;

public sealed class CorpusValueTests
{
    private static readonly string[] s_notColumns = ["file", "tool", "differs_in_pydicom"];

    [Fact]
    public void Every_column_of_the_tag_oracle_is_read_from_every_file()
    {
        IReadOnlyList<IReadOnlyDictionary<string, string>> rows = SharedFiles.ReadTable("dicom/oracle-tags.tsv");
        string[] columns = [.. rows[0].Keys.Except(s_notColumns)];
        DicomTag[] tags = [.. columns.Select(c => DicomDictionary.TryGet(c, out DicomDictionaryEntry entry) ? entry.Tag : throw new InvalidOperationException(c))];
        var wanted = new DicomTagSet(tags);
        List<string> differences = [];
        foreach (IReadOnlyDictionary<string, string> row in rows)
        {
            (byte[] dataSet, DicomTransferSyntax syntax) = Corpus.ReadDataSet(row["file"]);
            using var parser = new DicomHeaderParser(syntax, wanted);
            Assert.True(parser.Append(dataSet) && parser.Complete(), row["file"]);
            for (int i = 0; i < tags.Length; i++)
            {
                string actual = parser.Header.GetString(tags[i]) ?? "<absent>";
                if (actual != row[columns[i]])
                    differences.Add($"{row["file"]}\t{columns[i]}\t'{row[columns[i]]}'\t'{actual}'");
            }
        }

        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }
}
