namespace Dicom.Storage.Core;

/// <summary>Reads the entries of a directory of tenants; what is not an entry is passed over.</summary>
internal static class SpoolDirectory
{
    public static IEnumerable<SpoolEntry> Enumerate(string root)
    {
        foreach (string directory in Directory.EnumerateDirectories(root))
        {
            if (!TenantId.TryParse(Path.GetFileName(directory), out TenantId tenant))
                continue;

            foreach (FileInfo file in new DirectoryInfo(directory).EnumerateFiles("*" + Spool.EntryExtension))
            {
                if (TraceId.TryParse(Path.GetFileNameWithoutExtension(file.Name), out TraceId traceId))
                    yield return new SpoolEntry(traceId, tenant, file.FullName, file.Length);
            }
        }
    }

    /// <summary>Gets the oldest entries (trace ids are ordered by time), at most <paramref name="count"/>, oldest first.</summary>
    public static List<SpoolEntry> Oldest(string root, int count, Func<TraceId, bool> isKnown)
    {
        // A heap of the oldest seen so far: a spool of a million entries costs the memory of count.
        PriorityQueue<SpoolEntry, string> heap = new(Comparer<string>.Create(static (a, b) => string.CompareOrdinal(b, a)));
        foreach (SpoolEntry entry in Enumerate(root))
        {
            if (isKnown(entry.TraceId))
                continue;
            if (heap.Count < count)
                heap.Enqueue(entry, entry.TraceId.ToString());
            else
                heap.EnqueueDequeue(entry, entry.TraceId.ToString());
        }

        List<SpoolEntry> entries = new(heap.Count);
        while (heap.TryDequeue(out SpoolEntry? entry, out _))
            entries.Add(entry);
        entries.Reverse();
        return entries;
    }
}
