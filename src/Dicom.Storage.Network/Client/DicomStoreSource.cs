using Dicom.Storage.DataSets;
using Microsoft.Win32.SafeHandles;

namespace Dicom.Storage.Network;

/// <summary>One object to send with C-STORE: what it is, and the bytes of its data set, which are sent as they are. Can be sent once.</summary>
public sealed class DicomStoreSource : IDisposable
{
    private DicomStoreSource(DicomUid sopClassUid, DicomUid sopInstanceUid, DicomUid transferSyntaxUid, StoreData data)
    {
        SopClassUid = sopClassUid;
        SopInstanceUid = sopInstanceUid;
        TransferSyntaxUid = transferSyntaxUid;
        Data = data;
    }

    /// <summary>Gets the SOP class.</summary>
    public DicomUid SopClassUid { get; }

    /// <summary>Gets the SOP instance.</summary>
    public DicomUid SopInstanceUid { get; }

    /// <summary>Gets the encoding of the data set: it is sent on a context with this transfer syntax.</summary>
    public DicomUid TransferSyntaxUid { get; }

    /// <summary>Gets the bytes of the data set; null when that is known only at the end.</summary>
    public long? Length => Data.Length;

    /// <summary>
    /// Gets or sets elements outside group 0000 to add to the command, in the order of their tags, each of even length: what some receivers ask for,
    /// such as a private tenant element. None by default; the standard has none.
    /// </summary>
    public IReadOnlyList<KeyValuePair<DicomTag, ReadOnlyMemory<byte>>> ExtraCommandElements { get; set; } = [];

    internal StoreData Data { get; }

    /// <summary>Opens a Part 10 file. What it is, is taken from its file meta information; the data set is read while it is sent.</summary>
    /// <exception cref="InvalidDataException">No Part 10 file, or its meta does not name SOP class, SOP instance and transfer syntax.</exception>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static DicomStoreSource FromFile(string path)
    {
        SafeFileHandle file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read, FileOptions.SequentialScan);
        try
        {
            if (!Part10Reader.TryRead(file, out DicomFileMeta? meta, out long offset, out _)
                || meta.MediaStorageSopClassUid.IsEmpty || meta.MediaStorageSopInstanceUid.IsEmpty)
                throw new InvalidDataException("Not a DICOM file with SOP class, SOP instance and transfer syntax in its file meta information (PS3.10 7.1).");
            return new DicomStoreSource(meta.MediaStorageSopClassUid, meta.MediaStorageSopInstanceUid, meta.TransferSyntaxUid, new StoreData.OfFile(file, offset));
        }
        catch (Exception)
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Takes a data set, without preamble and file meta information, from where a stream stands to its end. The stream stays open.</summary>
    public static DicomStoreSource FromStream(Stream dataSet, DicomUid sopClassUid, DicomUid sopInstanceUid, DicomUid transferSyntaxUid)
    {
        ArgumentNullException.ThrowIfNull(dataSet);
        return new DicomStoreSource(sopClassUid, sopInstanceUid, transferSyntaxUid, new StoreData.OfStream(dataSet));
    }

    /// <summary>Takes a data set, without preamble and file meta information, from memory.</summary>
    public static DicomStoreSource FromMemory(ReadOnlyMemory<byte> dataSet, DicomUid sopClassUid, DicomUid sopInstanceUid, DicomUid transferSyntaxUid) =>
        new(sopClassUid, sopInstanceUid, transferSyntaxUid, new StoreData.OfMemory(dataSet));

    /// <summary>Closes the file, if the source is one.</summary>
    public void Dispose() => Data.Dispose();
}
