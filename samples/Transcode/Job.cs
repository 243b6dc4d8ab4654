namespace Dicom.Storage.Transcode;

/// <summary>A file and where its result goes, decided for all files before the first is written.</summary>
/// <param name="Input">The file.</param>
/// <param name="Target">The path of the result.</param>
/// <param name="Reason">Why nothing is to be written; otherwise null.</param>
internal sealed record Job(Input Input, string Target, string? Reason)
{
    /// <summary>Of files that would go to one place the first does; none is written over a file that is read.</summary>
    public static List<Job> Of(IReadOnlyCollection<Input> inputs, string folder)
    {
        HashSet<string> sources = [.. inputs.Select(static input => RealPath(input.Path))];
        HashSet<string> taken = new(StringComparer.Ordinal);
        List<Job> jobs = [];
        foreach (Input input in inputs)
        {
            string target = Path.GetFullPath(Path.Combine(folder, input.Relative));
            jobs.Add(new Job(input, target, input.Reason ?? Refusal(input, target)));
        }

        return jobs;

        string? Refusal(Input input, string target)
        {
            string real = RealPath(target);
            if (real == RealPath(input.Path))
                return "It would be written over itself: choose another --out.";
            if (sources.Contains(real))
                return $"It would be written over {target}, which is to be transcoded too: choose another --out.";
            return taken.Add(real) ? null : $"{target} is written for another file.";
        }
    }

    // Where a path leads when the links in it are followed: two names may be of one file. What is not there yet is as it is written.
    private static string RealPath(string path)
    {
        string full = Path.GetFullPath(path);
        string real = Path.GetPathRoot(full)!;
        foreach (string name in full[real.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            real = Path.Combine(real, name);
            if (Link(real) is { } link)
                real = link.FullName;
        }

        return real;
    }

    private static FileSystemInfo? Link(string path)
    {
        FileInfo entry = new(path);
        try
        {
            return entry.LinkTarget is null ? null : entry.ResolveLinkTarget(returnFinalTarget: true);
        }
        catch (IOException)
        {
            return null; // links that lead to each other: reading it will tell
        }
    }
}
