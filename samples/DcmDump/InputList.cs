namespace Dicom.Storage.DcmDump;

/// <summary>The files that the arguments stand for, in their order; folders sorted by path.</summary>
internal static class InputList
{
    public static List<DumpInput> Of(IReadOnlyList<string> paths)
    {
        List<DumpInput> inputs = [];
        foreach (string path in paths)
        {
            if (Directory.Exists(path))
                AddFolder(path, inputs);
            else
                inputs.Add(new DumpInput(path, Path.GetFullPath(path), Path.GetFileName(path)));
        }

        return inputs;
    }

    /// <summary>Two files cannot be written to one place, and none onto one that is still to be read.</summary>
    public static void RefuseSameTargets(List<DumpInput> inputs, string folder, string extension)
    {
        HashSet<string> taken = [.. inputs.Select(input => input.FullPath)];
        for (int i = 0; i < inputs.Count; i++)
        {
            string target = Path.GetFullPath(Path.Combine(folder, inputs[i].Relative + extension));
            if (inputs[i].Complaint is null && !taken.Add(target))
                inputs[i] = inputs[i] with { Complaint = $"{target} is a file that is read, or is written for another one." };
        }
    }

    private static void AddFolder(string folder, List<DumpInput> inputs)
    {
        string root = Path.GetFullPath(folder);
        int skipped = root.Length + (Path.EndsInDirectorySeparator(root) ? 0 : 1);
        using var scan = new FolderScan(root);
        foreach (string file in scan.Run())
            inputs.Add(new DumpInput(Path.Join(folder, file.AsSpan(skipped)), file, file[skipped..]));
        if (scan.HasGaps)
            inputs.Add(new DumpInput(folder, root, string.Empty, "It, or a folder below it, cannot be listed."));
    }
}
