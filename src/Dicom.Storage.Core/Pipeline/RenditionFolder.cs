using System.Collections.Concurrent;
using Microsoft.Win32.SafeHandles;

namespace Dicom.Storage.Core;

/// <summary>
/// <c>renditions/TENANT/</c> of the spool: what was made of entries and is not yet in the store. A finished one is durable and is used again after a
/// crash, so that the store never sees two answers to one object; it goes after the entry that it was made of.
/// </summary>
internal sealed class RenditionFolder
{
    private const string KeepsOriginal = ".keep";

    private readonly Spool _spool;
    private readonly string _root;
    private readonly DirectoryMaker _directories = new();
    private readonly ConcurrentDictionary<TraceId, string> _finished = [];

    public RenditionFolder(Spool spool)
    {
        _spool = spool;
        _root = Path.Combine(spool.Root, "renditions");
        if (Directory.Exists(_root))
            TakeUpFinished();
    }

    /// <summary>Gets whether there are none.</summary>
    public bool IsEmpty => _finished.IsEmpty;

    /// <summary>Gets where temporary files go; swept at the start.</summary>
    public string WorkDirectory => _spool.Incoming;

    /// <summary>Where a rendition is written before it is finished.</summary>
    public string PartOf(SpoolEntry entry) => Path.Combine(_spool.Incoming, $"{entry.TraceId}.rendition{Spool.PartExtension}");

    /// <summary>Finds a finished rendition.</summary>
    public bool TryGet(SpoolEntry entry, out SpoolEntry rendition, out bool keepsOriginal)
    {
        keepsOriginal = false;
        rendition = entry;
        if (!_finished.TryGetValue(entry.TraceId, out string? path) || !File.Exists(path))
            return false;

        keepsOriginal = Path.GetFileNameWithoutExtension(path).EndsWith(KeepsOriginal, StringComparison.Ordinal);
        rendition = entry with { FilePath = path, Length = new FileInfo(path).Length };
        return true;
    }

    /// <summary>Makes a written rendition durable under its name.</summary>
    /// <exception cref="IOException">The disk is full or fails.</exception>
    public SpoolEntry Finish(SpoolEntry entry, string part, bool keepsOriginal)
    {
        string directory = Path.Combine(_root, entry.Tenant.Value);
        _directories.Ensure(directory);
        using (SafeFileHandle file = File.OpenHandle(part, FileMode.Open, FileAccess.ReadWrite))
            DurableFile.Flush(file);

        string path = Path.Combine(directory, entry.TraceId + (keepsOriginal ? KeepsOriginal : string.Empty) + Spool.EntryExtension);
        DurableFile.RenameReplace(part, path);
        DurableFile.FlushDirectory(directory);
        _finished[entry.TraceId] = path;
        return entry with { FilePath = path, Length = new FileInfo(path).Length };
    }

    /// <summary>Removes a rendition whose work is done.</summary>
    /// <returns>False when there was none.</returns>
    public bool Remove(SpoolEntry entry)
    {
        if (!_finished.TryRemove(entry.TraceId, out string? path))
            return false;
        File.Delete(path); // not flushed: one that comes back after a power cut is used again, or goes at the next start
        return true;
    }

    private void TakeUpFinished()
    {
        foreach (string path in Directory.EnumerateFiles(_root, "*" + Spool.EntryExtension, SearchOption.AllDirectories))
        {
            string name = Path.GetFileNameWithoutExtension(path);
            if (name.EndsWith(KeepsOriginal, StringComparison.Ordinal))
                name = name[..^KeepsOriginal.Length];
            string tenant = Path.GetFileName(Path.GetDirectoryName(path)!);
            bool hasEntry = File.Exists(Path.Combine(_spool.Ready, tenant, name + Spool.EntryExtension))
                || File.Exists(Path.Combine(_spool.QuarantineRoot, tenant, name + Spool.EntryExtension));
            if (hasEntry && TraceId.TryParse(name, out TraceId traceId))
                _finished[traceId] = path;
            else
                File.Delete(path);
        }
    }
}
