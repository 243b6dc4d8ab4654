using Dicom.Storage.DataSets;

namespace Dicom.Storage.DcmDump;

/// <summary>Puts an anonymised copy in the place of the file that is to be printed or written.</summary>
internal sealed class Anonymization(DicomAnonymizer anonymizer) : IDisposable
{
    private readonly string _copy = Path.Combine(Path.GetTempPath(), $"dcmdump-{Guid.NewGuid():N}.dcm");

    /// <summary>Anonymises the file that is open, and opens the copy in its place.</summary>
    public DumpFailure? Apply(FileSource source, DumpInput input, FileOutput output)
    {
        if (!DicomFile.TryOpen(source.Path, out DicomFile? file, out DataSetFailure? failure))
            return source.Failure(failure);

        using (file)
        {
            AnonymizationReport report = anonymizer.Anonymize(file);
            if (report.Warnings != AnonymizationWarnings.None)
                output.Warnings = $"{input.Path}: look at it: {report.Warnings}\n";
            file.Save(_copy);
        }

        return source.Open(_copy);
    }

    public void Dispose() => File.Delete(_copy);
}
