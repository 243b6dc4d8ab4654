using Dicom.Storage.DataSets;

namespace Dicom.Storage.Codecs;

/// <summary>Pixel Data within sequences, an icon for example: it is of the data set's transfer syntax or native (PS3.5 A.4), so what was compressed becomes native.</summary>
internal static class NestedPixels
{
    public static async Task DecompressAsync(DicomDataset root, DicomTransferSyntax source, Transcoder transcoder, CancellationToken cancellationToken)
    {
        Queue<DicomDataset> open = new(ItemsOf(root));
        while (open.TryDequeue(out DicomDataset? item))
        {
            foreach (DicomDataset inner in ItemsOf(item))
                open.Enqueue(inner);
            if (!item.TryGetItem(DicomTag.PixelData, out DicomItem? pixels) || pixels is not DicomFragmentSequence)
                continue;

            item.TransferSyntax = source;
            // Icons are small: all of one fits into memory, and the scratch has nothing to give back.
            using FrameScratch scratch = new(new TranscoderOptions { MaxMemoryBytes = Array.MaxLength });
            await transcoder.TranscodePixelsAsync(item, DicomPixelData.Create(item), DicomTransferSyntax.ExplicitVRLittleEndian, scratch, cancellationToken).ConfigureAwait(false);
        }
    }

    private static IEnumerable<DicomDataset> ItemsOf(DicomDataset dataset) => dataset.OfType<DicomSequence>().SelectMany(static sequence => sequence.Items);
}
