using Dicom.Storage.Testing;

namespace Dicom.Storage.DataSets.Tests;

/// <summary>The shared DICOM files, with the front of each read.</summary>
internal static class Corpus
{
    public static IEnumerable<string> Regular() => Rows().Select(r => r["file"]).Where(f => !IsMalformed(f));

    public static IEnumerable<string> Malformed() => Rows().Select(r => r["file"]).Where(IsMalformed);

    public static byte[] Read(string file) => File.ReadAllBytes(SharedFiles.Require(Path.Combine("dicom", file)));

    /// <summary>The bytes of the data set, as sent over the network, and their transfer syntax.</summary>
    public static (byte[] DataSet, DicomTransferSyntax Syntax) ReadDataSet(string file)
    {
        byte[] bytes = Read(file);
        Assert.True(Part10Reader.TryRead(bytes, out DicomFileMeta? meta, out long offset, out DataSetFailure? failure), $"{file}: {failure}");
        Assert.NotNull(meta!.TransferSyntax);
        return (bytes[(int)offset..], meta.TransferSyntax);
    }

    /// <summary>The data set as the reader sees it: inflated when its syntax is deflated.</summary>
    public static (byte[] DataSet, DicomTransferSyntax Syntax) ReadInflated(string file)
    {
        (byte[] dataSet, DicomTransferSyntax syntax) = ReadDataSet(file);
        return (syntax.IsDeflated ? Inflate(dataSet, file) : dataSet, syntax);
    }

    public static byte[] Inflate(byte[] dataSet, string file)
    {
        using var inflater = new DataSetInflater();
        using var inflated = new MemoryStream();
        ReadOnlySpan<byte> rest = dataSet;
        while (inflater.Inflate(ref rest, out ReadOnlySpan<byte> piece))
            inflated.Write(piece);
        Assert.True(inflater.Complete(), file);
        return inflated.ToArray();
    }

    private static IReadOnlyList<IReadOnlyDictionary<string, string>> Rows() => SharedFiles.ReadTable("dicom/manifest.tsv");

    private static bool IsMalformed(string file) => file.StartsWith("malformed/", StringComparison.Ordinal);
}
