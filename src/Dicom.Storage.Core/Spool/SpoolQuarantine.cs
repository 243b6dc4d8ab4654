using System.Text.Json;

namespace Dicom.Storage.Core;

/// <summary>
/// Objects that were received and acknowledged but cannot be ingested, each with a reason file beside it. Nothing here is
/// removed by itself: look at the reason, mend the cause and re-queue.
/// </summary>
public sealed class SpoolQuarantine
{
    private const string ReasonExtension = ".json";

    private readonly Spool _spool;
    private readonly TimeProvider _time;

    internal SpoolQuarantine(Spool spool, TimeProvider time)
    {
        _spool = spool;
        _time = time;
    }

    /// <summary>Lists the entries with their reasons, oldest first within a tenant.</summary>
    public IEnumerable<QuarantinedEntry> List()
    {
        foreach (SpoolEntry entry in SpoolDirectory.Enumerate(_spool.QuarantineRoot).OrderBy(e => e.TraceId.ToString(), StringComparer.Ordinal))
            yield return new QuarantinedEntry(entry, ReadReason(entry));
    }

    /// <summary>Puts an entry back among the ready ones; the pipeline takes it at its next look.</summary>
    /// <returns>False when there is no such entry.</returns>
    /// <exception cref="IOException">The entry cannot be moved.</exception>
    public bool Requeue(TenantId tenant, TraceId traceId)
    {
        string from = PathOf(_spool.QuarantineRoot, tenant, traceId);
        string to = PathOf(_spool.Ready, tenant, traceId);
        if (!File.Exists(from))
            return false;

        DurableDirectory.Create(Path.GetDirectoryName(to)!);
        if (!DurableFile.TryRenameNoReplace(from, to))
            return false;
        DurableFile.FlushDirectory(Path.GetDirectoryName(to)!);
        File.Delete(Path.ChangeExtension(from, ReasonExtension));
        _spool.CountRequeued();
        return true;
    }

    internal void Add(SpoolEntry entry, string reason)
    {
        string to = PathOf(_spool.QuarantineRoot, entry.Tenant, entry.TraceId);
        string directory = Path.GetDirectoryName(to)!;
        DurableDirectory.Create(directory);
        QuarantineReason content = new(reason, _time.GetUtcNow());
        File.WriteAllBytes(Path.ChangeExtension(to, ReasonExtension), JsonSerializer.SerializeToUtf8Bytes(content, SpoolJsonContext.Default.QuarantineReason));
        if (!DurableFile.TryRenameNoReplace(entry.FilePath, to))
            throw new IOException("The quarantine holds an entry of this trace id already.");
        DurableFile.FlushDirectory(directory);
        _spool.CountQuarantined();
    }

    private static QuarantineReason ReadReason(SpoolEntry entry)
    {
        try
        {
            byte[] json = File.ReadAllBytes(Path.ChangeExtension(entry.FilePath, ReasonExtension));
            return JsonSerializer.Deserialize(json, SpoolJsonContext.Default.QuarantineReason) ?? QuarantineReason.Unknown;
        }
        catch (Exception exception) when (exception is IOException or JsonException)
        {
            return QuarantineReason.Unknown;
        }
    }

    private static string PathOf(string root, TenantId tenant, TraceId traceId) =>
        Path.Combine(root, tenant.Value, traceId + Spool.EntryExtension);
}
