namespace Dicom.Storage.Core;

/// <summary>An object on its way through the pipeline: the spool entry and what the index will say of it.</summary>
internal sealed class IngestItem(SpoolEntry entry, InstanceKey key, InstanceMetas metas, IngestTicket? ticket)
{
    public SpoolEntry Entry { get; } = entry;

    public InstanceKey Key { get; } = key;

    public InstanceMetas Metas { get; } = metas;

    /// <summary>Gets who waits for the item, if anybody does.</summary>
    public IngestTicket? Ticket { get; } = ticket;
}
