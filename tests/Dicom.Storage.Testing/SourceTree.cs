namespace Dicom.Storage.Testing;

/// <summary>The checkout that the running program was built in: the folder of Dicom.Storage.sln, above the program.</summary>
public static class SourceTree
{
    /// <summary>Gets the folder.</summary>
    /// <exception cref="DirectoryNotFoundException">The program does not lie below a checkout.</exception>
    public static string Root => field ??= Find() ?? throw new DirectoryNotFoundException("Dicom.Storage.sln is not above this program.");

    /// <summary>Gets the full path of a file or folder of the checkout, whether it is there or not.</summary>
    public static string PathOf(params ReadOnlySpan<string> parts) => Path.Combine([Root, .. parts]);

    internal static string? Find()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Dicom.Storage.sln")))
            folder = folder.Parent;
        return folder?.FullName;
    }
}
