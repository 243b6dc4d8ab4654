namespace Dicom.Storage.Core;

/// <summary>An object on its way through the pipeline: the spool entry and what the index will say of it.</summary>
internal sealed class IngestItem(SpoolEntry entry, InstanceDescription description, IngestTicket? ticket)
{
    public SpoolEntry Entry { get; } = entry;

    public InstanceDescription Description { get; } = description;

    public InstanceKey Key => Description.Key;

    /// <summary>Gets who waits for the item, if anybody does.</summary>
    public IngestTicket? Ticket { get; } = ticket;
}
