using Dicom.Storage.DataSets;

namespace Dicom.Storage.DcmDump;

/// <summary>Reads a file into the model and writes it again, element by element.</summary>
internal sealed class RewriteTask(OutputFolder folder, DicomTransferSyntax? syntax) : FileTask
{
    private readonly DicomWriteOptions _options = new() { TransferSyntax = syntax, EncodeUnchanged = true };

    protected override DumpFailure? Run(DumpInput input, FileOutput output, FileSource source)
    {
        if (!DicomFile.TryOpen(source.Path, out DicomFile? file, out DataSetFailure? failure))
            return source.Failure(failure);

        using (file)
            file.Save(folder.PathFor(input), _options);
        return null;
    }
}
