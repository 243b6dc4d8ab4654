using Dicom.Storage.DataSets;

namespace Dicom.Storage.Fuzz;

/// <summary>Files opened as a whole, in both modes, every value asked for; unchanged they are saved as they stood, written anew they are opened again.</summary>
internal static class FileTarget
{
    public static void Run(ReadOnlySpan<byte> input)
    {
        byte[] bytes = input.ToArray();
        Check(bytes, new DicomOpenOptions());
        Check(bytes, new DicomOpenOptions { Mode = DataSetReadMode.Tolerant, KeepWhatWasRead = true });
    }

    private static void Check(byte[] bytes, DicomOpenOptions options)
    {
        bool opened = DicomFile.TryOpen(bytes, out DicomFile? file, out DataSetFailure? failure, options);
        FuzzFinding.ThrowUnless(opened == file is not null && opened == failure is null, "Neither opened nor refused.");
        if (file is null)
            return;

        using (file)
        {
            Look(file.Dataset);
            Save(file, bytes, isSound: file.Failure is null && options.Mode == DataSetReadMode.Strict);
        }
    }

    // What was read of a broken data set may be no data set that could be written: that is told.
    private static void Save(DicomFile file, byte[] bytes, bool isSound)
    {
        using var saved = new MemoryStream();
        try
        {
            file.Save(saved);
        }
        catch (DicomDataException) when (!isSound)
        {
            return;
        }

        FuzzFinding.ThrowUnless(!isSound || saved.ToArray().AsSpan().SequenceEqual(bytes), "Saved unchanged it is something else.");
    }

    // With a stack of its own, as the depth is the input's.
    private static void Look(DicomDataset dataset)
    {
        var pending = new Stack<DicomDataset>([dataset]);
        while (pending.TryPop(out DicomDataset? next))
        {
            foreach (DicomItem item in next)
            {
                if (item is DicomSequence sequence)
                {
                    foreach (DicomDataset inner in sequence.Items)
                        pending.Push(inner);
                }
                else if (item is DicomElement)
                {
                    _ = next.TryGetString(item.Tag, out _);
                    _ = next.GetValueCount(item.Tag);
                    _ = next.TryGetValues<double>(item.Tag, out _);
                }
            }
        }
    }
}
