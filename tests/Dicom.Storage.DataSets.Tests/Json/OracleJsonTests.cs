using System.IO.Compression;
using System.Text.Json;
using Dicom.Storage.Testing;

namespace Dicom.Storage.DataSets.Tests;

public sealed class OracleJsonTests
{
    private static readonly JsonDocumentOptions s_deep = new() { MaxDepth = 4_096 };

    [Fact]
    public void Every_regular_file_becomes_the_JSON_of_the_oracle()
    {
        List<string> differences = [];
        int count = 0;
        foreach (IReadOnlyDictionary<string, string> row in SharedFiles.ReadTable("dicom/oracle-json-index.tsv"))
        {
            count++;
            string file = row["file"];
            using JsonDocument expected = JsonDocument.Parse(ReadOracle(row["json"]), s_deep);
            bool omit = Corpus.ReadDataSet(file).Syntax.IsEncapsulated; // the oracle's tools cannot write it
            using JsonDocument actual = JsonDocument.Parse(JsonText.Of(file, new DicomDocumentOptions { OmitPixelData = omit }), s_deep);
            differences.AddRange(JsonDifference.Between(expected.RootElement, actual.RootElement)
                .Where(d => !OracleDifferences.IsKnown(file, d))
                .Select(d => $"{file}\t{d.Path}\t{Short(d.Expected)}\t{Short(d.Actual)}"));
        }

        differences.AddRange(OracleDifferences.Unused);
        Assert.Equal(232, count);
        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }

    private static string Short(string text) => text.Length > 150 ? text[..150] + "..." : text;

    private static byte[] ReadOracle(string path)
    {
        using Stream file = File.OpenRead(SharedFiles.Require("dicom/" + path));
        using var bytes = new MemoryStream();
        using Stream plain = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
        plain.CopyTo(bytes);
        return bytes.ToArray();
    }
}
