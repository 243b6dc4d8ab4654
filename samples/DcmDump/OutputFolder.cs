namespace Dicom.Storage.DcmDump;

/// <summary>Where files are written that mirror the paths of the files read.</summary>
internal sealed class OutputFolder(string root, string extension)
{
    public OutputFile Create(DumpInput input) => new(Path.Combine(root, input.Relative + extension));
}
