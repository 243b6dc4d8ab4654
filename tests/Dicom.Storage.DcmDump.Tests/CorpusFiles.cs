using Dicom.Storage.Testing;

namespace Dicom.Storage.DcmDump.Tests;

/// <summary>The shared files by folder, sorted as the program sorts them.</summary>
internal static class CorpusFiles
{
    private static readonly string[] s_folders = ["native", "charset", "structure", "nonimage", "rle", "jpeg", "jpegls", "jpeg2000", "htj2k", "other-ts"];

    public static string[] Folders => [.. s_folders.Select(f => SharedFiles.Require("dicom/" + f))];

    /// <summary>All regular files in the order of <see cref="Folders"/>.</summary>
    public static string[] All => [.. Folders.SelectMany(f => Directory.GetFiles(f, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))];

    public static string Get(string file) => SharedFiles.Require("dicom/" + file);
}
