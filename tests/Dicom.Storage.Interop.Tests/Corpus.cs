using Dicom.Storage.DataSets;
using Dicom.Storage.Testing;
using Microsoft.Win32.SafeHandles;

namespace Dicom.Storage.Interop.Tests;

/// <summary>The regular files of the corpus that can be sent: they have a file meta, SOP UIDs, and are no DICOMDIR.</summary>
internal static class Corpus
{
    /// <summary>Gets each storable file with its row of the manifest.</summary>
    public static IReadOnlyList<CorpusFile> Storable()
    {
        List<CorpusFile> files = [];
        foreach (IReadOnlyDictionary<string, string> row in SharedFiles.ReadTable("dicom/manifest.tsv"))
        {
            string name = row["file"];
            if (name.StartsWith("malformed/", StringComparison.Ordinal) || row["has_sop_ids"] != "y")
                continue;

            string path = SharedFiles.Require("dicom/" + name);
            using SafeFileHandle file = File.OpenHandle(path);
            if (!Part10Reader.TryRead(file, out DicomFileMeta? meta, out long offset, out _) || row["sop_class"] == "1.2.840.10008.1.3.10")
                continue;

            byte[] dataSet = File.ReadAllBytes(path)[(int)offset..];
            (DicomUid sopClass, DicomUid instance) = UidsOf(dataSet, meta.TransferSyntaxUid);
            files.Add(new CorpusFile(name, path, meta.TransferSyntaxUid, sopClass, instance, dataSet)
            {
                DcmtkStoresIt = row["dcmtk_storescu_storescp"] == "ok",
                MetaAgrees = meta.MediaStorageSopClassUid == sopClass && meta.MediaStorageSopInstanceUid == instance,
            });
        }

        return files;
    }

    // Of the data set: the file meta of a few files has none or others.
    private static (DicomUid SopClass, DicomUid Instance) UidsOf(byte[] dataSet, DicomUid transferSyntax)
    {
        Assert.True(DicomTransferSyntax.TryGet(transferSyntax, out DicomTransferSyntax? syntax));
        using DicomHeaderParser parser = new(syntax, new DicomTagSet(DicomTag.SOPClassUID, DicomTag.SOPInstanceUID));
        Assert.True(parser.Append(dataSet), parser.Failure?.Message);
        Assert.True(parser.Header.TryGetUid(DicomTag.SOPClassUID, out DicomUid sopClass));
        Assert.True(parser.Header.TryGetUid(DicomTag.SOPInstanceUID, out DicomUid instance));
        return (sopClass, instance);
    }

    /// <summary>The data set's bytes of a Part 10 file.</summary>
    public static ReadOnlySpan<byte> DataSetOf(string path)
    {
        using SafeFileHandle file = File.OpenHandle(path);
        Assert.True(Part10Reader.TryRead(file, out _, out long offset, out DataSetFailure? failure), failure?.Message);
        return File.ReadAllBytes(path).AsSpan((int)offset);
    }
}

/// <summary>A file of the corpus.</summary>
internal sealed record CorpusFile(string Name, string Path, DicomUid TransferSyntax, DicomUid SopClass, DicomUid Instance, byte[] DataSet)
{
    /// <summary>Gets whether DCMTK's own sender and receiver agree on it.</summary>
    public required bool DcmtkStoresIt { get; init; }

    /// <summary>Gets whether the file meta names the data set's UIDs: senders that believe the meta send what must be refused otherwise.</summary>
    public required bool MetaAgrees { get; init; }
}
