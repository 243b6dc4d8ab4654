using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Dicom.Storage.DataSets;

/// <summary>Turns the Referenced File ID (0004,1500) of a media directory into the path of a file, without leaving the medium (PS3.10 8.2, PS3.3 F.3.2.2).</summary>
/// <remarks>
/// The standard allows eight components of eight upper case letters, digits and underscores. Media in use have longer names, lower
/// case and extensions: these are allowed too. Whatever could lead elsewhere is not.
/// </remarks>
public static class DicomFileId
{
    /// <summary>The largest number of components (PS3.10 8.2).</summary>
    public const int MaxComponents = 8;

    /// <summary>The largest number of characters of a component; the standard has 8.</summary>
    public const int MaxComponentLength = 64;

    private static readonly SearchValues<char> s_allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.");

    // Names that Windows takes for devices, with any extension.
    private static readonly string[] s_devices = ["CON", "PRN", "AUX", "NUL", "COM", "LPT"];

    /// <summary>Gets the path that a file ID names below the folder of the media directory.</summary>
    /// <param name="root">The folder; it must exist.</param>
    /// <param name="fileId">The components, joined by backslashes as in the value of (0004,1500).</param>
    /// <param name="path">The full path; the file need not exist.</param>
    /// <param name="failure">What is wrong when the result is false; without the file ID itself.</param>
    /// <returns>
    /// False when a component is empty, too long, <c>.</c>, <c>..</c>, a device's name, or holds a separator, a drive or another
    /// character than letters, digits, <c>_ - .</c>; when there are none or too many; or when a link on the way leads out of the folder. No file is opened.
    /// </returns>
    /// <exception cref="IOException">A link on the way cannot be read.</exception>
    public static bool TryGetPath(string root, string fileId, [NotNullWhen(true)] out string? path, [NotNullWhen(false)] out DataSetFailure? failure)
    {
        ArgumentException.ThrowIfNullOrEmpty(root);
        ArgumentNullException.ThrowIfNull(fileId);
        path = null;
        string[] components = fileId.Split('\\', MaxComponents + 1);
        if (components.Length > MaxComponents || !components.All(IsName))
        {
            failure = Refusal("A Referenced File ID (0004,1500) that is no path below the media directory.");
            return false;
        }

        string full = Path.GetFullPath(root);
        string current = full;
        foreach (string component in components)
        {
            current = Path.Join(current, component);
            if (!StaysInside(full, current))
            {
                failure = Refusal("A Referenced File ID (0004,1500) that follows a link out of the media directory.");
                return false;
            }
        }

        path = current;
        failure = null;
        return true;
    }

    private static bool IsName(string component) =>
        component.Length is > 0 and <= MaxComponentLength
        && !component.AsSpan().ContainsAnyExcept(s_allowed)
        && component[0] != '.' && component[^1] != '.'
        && !IsDevice(component);

    private static bool IsDevice(string component)
    {
        ReadOnlySpan<char> name = component.AsSpan();
        int dot = name.IndexOf('.');
        name = (dot < 0 ? name : name[..dot]).TrimEnd("0123456789");
        foreach (string device in s_devices)
        {
            if (name.Equals(device, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    private static bool StaysInside(string root, string path)
    {
        var entry = new FileInfo(path);
        if (entry.LinkTarget is null)
            return true;

        string? target = entry.ResolveLinkTarget(returnFinalTarget: true)?.FullName;
        return target is not null && target.StartsWith(Path.TrimEndingDirectorySeparator(root) + Path.DirectorySeparatorChar, StringComparison.Ordinal);
    }

    private static DataSetFailure Refusal(string message) => new(DataSetFailureKind.Structure, 0, message);
}
