namespace Dicom.Storage.Core;

/// <summary>An object as it goes into the store: itself, or what was made of it.</summary>
/// <param name="Original">The object as it came; its entry stays in the spool until all is done.</param>
/// <param name="Item">What is stored and indexed.</param>
/// <param name="KeepsOriginal">Whether the object as it came is stored as well.</param>
internal sealed record StagedItem(IngestItem Original, IngestItem Item, bool KeepsOriginal = false)
{
    /// <summary>What is put into the store, in order, each with what is named to others of it.</summary>
    public IEnumerable<(IngestItem Item, PutRequest Request)> Placements()
    {
        PutRequest came = RequestOf(Original);
        if (ReferenceEquals(Original, Item) || ReferenceEquals(Original.Entry, Item.Entry))
        {
            yield return (Item, came);
        }
        else if (KeepsOriginal && Item.Key != Original.Key)
        {
            // Two instances, of which each has its rows: neither is in the way of the other.
            yield return (Original, came);
            yield return (Item, RequestOf(Item));
        }
        else
        {
            yield return (Item, RequestOf(Item) with { Predecessor = came, KeepsPredecessor = KeepsOriginal });
        }
    }

    private static PutRequest RequestOf(IngestItem item) => new(item.Key, item.Description.StudyDate, item.Entry);
}
