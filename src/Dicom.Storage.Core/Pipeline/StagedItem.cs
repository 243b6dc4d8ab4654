namespace Dicom.Storage.Core;

/// <summary>An object as it goes into the store: itself, or what was made of it.</summary>
/// <param name="Original">The object as it came; its entry stays in the spool until all is done.</param>
/// <param name="Item">What is stored and indexed.</param>
/// <param name="KeepsOriginal">Whether the object as it came is stored as well.</param>
internal sealed record StagedItem(IngestItem Original, IngestItem Item, bool KeepsOriginal = false)
{
    public bool IsRendition => !ReferenceEquals(Original.Entry, Item.Entry);

    public IEnumerable<PutRequest> Requests()
    {
        // An instance with a UID of its own is not in the way of what it was made of.
        yield return new PutRequest(Item.Key, Item.Description.StudyDate, Item.Entry) { Predecessor = IsRendition && Item.Key == Original.Key ? Original.Entry : null };
        if (KeepsOriginal)
            yield return new PutRequest(Original.Key, Original.Description.StudyDate, Original.Entry) { Variant = PutRequest.Original };
    }
}
