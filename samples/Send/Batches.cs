using Dicom.Storage.DataSets;

namespace Dicom.Storage.Send;

/// <summary>Deals files out to senders, and splits a sender's share into associations.</summary>
internal static class Batches
{
    /// <summary>The identifiers of presentation contexts are the odd numbers to 255 (PS3.8 9.3.2.2).</summary>
    private const int MaxContexts = 128;

    public static IReadOnlyList<IReadOnlyList<DicomFile>> Deal(IReadOnlyList<DicomFile> files, int senders) =>
        [.. files.Index().GroupBy(pair => pair.Index % senders, pair => pair.Item).Select(group => group.ToList())];

    /// <summary>One presentation context for each pair of SOP class and transfer syntax: every file goes in its own encoding.</summary>
    public static IEnumerable<IReadOnlyList<DicomFile>> Associations(IReadOnlyList<DicomFile> share)
    {
        HashSet<(DicomUid SopClass, DicomUid TransferSyntax)> contexts = [];
        List<DicomFile> batch = [];
        foreach (DicomFile file in share)
        {
            if (contexts.Count == MaxContexts && !contexts.Contains((file.SopClass, file.TransferSyntax)))
            {
                yield return batch;
                batch = [];
                contexts.Clear();
            }

            contexts.Add((file.SopClass, file.TransferSyntax));
            batch.Add(file);
        }

        if (batch.Count > 0)
            yield return batch;
    }
}
