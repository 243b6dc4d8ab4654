using Dicom.Storage.DataSets;

namespace Dicom.Storage.Codecs;

/// <summary>
/// An object in its new transfer syntax, to be saved. Values other than its frames are those of the file it was made of, which must stay open
/// as long. Disposal removes what was kept of it.
/// </summary>
public sealed class TranscodedFile : IDisposable
{
    private readonly FrameScratch? _scratch;

    internal TranscodedFile(DicomFile file, TranscodeReport report, FrameScratch? scratch)
    {
        File = file;
        Report = report;
        _scratch = scratch;
    }

    /// <summary>Gets the object. Its Pixel Data is read only while it is saved, piece by piece.</summary>
    public DicomFile File { get; }

    /// <summary>Gets what was done.</summary>
    public TranscodeReport Report { get; }

    /// <summary>Removes temporary files; the object can then no longer be saved.</summary>
    public void Dispose()
    {
        File.Dispose();
        _scratch?.Dispose();
    }
}
