namespace Dicom.Storage.DcmDump;

/// <summary>Where files are written that mirror the paths of the files read.</summary>
internal sealed class OutputFolder(string root, string extension)
{
    public OutputFile Create(DumpInput input) => new(PathFor(input));

    /// <summary>Gets where a file's output goes; the folder is there.</summary>
    public string PathFor(DumpInput input)
    {
        string path = Path.GetFullPath(Path.Combine(root, input.Relative + extension));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return path;
    }
}
