using Dicom.Storage.DataSets;
using Dicom.Storage.Testing;

namespace Dicom.Storage.Network.Tests;

/// <summary>Files of the shared test data.</summary>
internal static class Corpus
{
    public static string Require(string path) => SharedFiles.Require($"dicom/{path}");

    /// <summary>Gets the bytes of the data set behind the file meta information.</summary>
    public static byte[] DataSetOf(string file)
    {
        byte[] bytes = File.ReadAllBytes(file);
        Assert.True(Part10Reader.TryRead(bytes, out _, out long offset, out _));
        return bytes[(int)offset..];
    }

    /// <summary>Gets every file of the manifest that has its ids in a preamble and meta, and so can be sent.</summary>
    public static IEnumerable<string> Sendable() =>
        SharedFiles.ReadTable("dicom/manifest.tsv")
            .Where(row => row["file_form"] == "preamble+meta" && row["has_sop_ids"] == "y" && !row["file"].StartsWith("malformed/", StringComparison.Ordinal))
            .Select(row => Require(row["file"]));
}
