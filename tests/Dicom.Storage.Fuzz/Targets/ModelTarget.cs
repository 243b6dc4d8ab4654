using System.Text;
using Dicom.Storage.DataSets;

namespace Dicom.Storage.Fuzz;

/// <summary>A file opened as a model: everything that can be asked of it is asked, and written again it reads the same.</summary>
internal static class ModelTarget
{
    private static readonly DicomTransferSyntax[] s_others =
        [DicomTransferSyntax.ImplicitVRLittleEndian, DicomTransferSyntax.ExplicitVRBigEndian, DicomTransferSyntax.DeflatedExplicitVRLittleEndian];

    public static void Run(ReadOnlySpan<byte> input)
    {
        byte[] bytes = input.ToArray();
        string? strict = Open(bytes, Options(DataSetReadMode.Strict, keep: false), written: true);
        string? kept = Open(bytes, Options(DataSetReadMode.Strict, keep: true), written: false);
        Open(bytes, Options(DataSetReadMode.Tolerant, keep: true), written: false);
        FuzzFinding.ThrowUnless(strict is null || strict == kept, "What was read depends on whether a broken file would be kept.");
    }

    private static DicomOpenOptions Options(DataSetReadMode mode, bool keep) =>
        new() { Limits = new DataSetLimits { MaxInflatedBytes = 1 << 20 }, Mode = mode, KeepWhatWasRead = keep, LargeValueBytes = 100 };

    private static string? Open(byte[] bytes, DicomOpenOptions options, bool written)
    {
        bool opened = DicomFile.TryOpen(bytes, out DicomFile? inMemory, out DataSetFailure? failure, options);
        FuzzFinding.ThrowUnless(opened == failure is null && opened == inMemory is not null, "Neither opened nor refused.");
        FuzzFinding.ThrowUnless(opened == DicomFile.TryOpen(new MemoryStream(bytes), out DicomFile? streamed, out _, options), "A stream is judged otherwise than memory.");
        if (inMemory is null || streamed is null)
            return null;

        using (inMemory)
        using (streamed)
        {
            string text = Describe(inMemory.Dataset);
            FuzzFinding.ThrowUnless(text == Describe(streamed.Dataset), "A stream is read otherwise than memory.");
            AskEverything(inMemory.Dataset);
            SaveInOtherSyntaxes(streamed, written);
            FuzzFinding.ThrowUnless(!written || text == DescribeWritten(streamed, options), "Written element by element it reads otherwise.");
            return text;
        }
    }

    private static string DescribeWritten(DicomFile file, DicomOpenOptions options)
    {
        using var stream = new MemoryStream();
        file.Save(stream, new DicomWriteOptions { EncodeUnchanged = true });
        using DicomFile again = DicomFile.Open(stream.ToArray(), options);
        return Describe(again.Dataset);
    }

    private static void SaveInOtherSyntaxes(DicomFile file, bool required)
    {
        foreach (DicomTransferSyntax syntax in s_others)
        {
            using var stream = new MemoryStream();
            try
            {
                file.Save(stream, new DicomWriteOptions { TransferSyntax = syntax, Lengths = DicomLengths.Defined });
            }
            catch (DicomDataException) when (!required || file.Dataset.TransferSyntax.IsEncapsulated)
            {
                // Compressed Pixel Data, or what only a tolerant reader takes.
            }
        }
    }

    private static void AskEverything(DicomDataset root)
    {
        Stack<DicomDataset> open = new([root]);
        while (open.TryPop(out DicomDataset? dataset))
        {
            foreach (DicomItem item in dataset)
            {
                dataset.GetFlaws(item.Tag);
                dataset.TryGetString(item.Tag, out _);
                dataset.TryGetValues<double>(item.Tag, out _);
                dataset.TryGetValue<int>(item.Tag, 1, out _);
                dataset.TryGetSingleValue<DateTimeOffset>(item.Tag, out _);
                dataset.TryGetSingleValue<DicomPersonName>(item.Tag, out _);
                dataset.TryGetPrivateCreator(item.Tag, out _);
                foreach (DicomDataset inner in (item as DicomSequence)?.Items ?? [])
                    open.Push(inner);
            }

            AskFrames(dataset);
        }
    }

    private static void AskFrames(DicomDataset dataset)
    {
        if (!DicomPixelData.TryCreate(dataset, out DicomPixelData? pixels))
            return;
        for (int i = 0; i < Math.Min(pixels.NumberOfFrames, 20); i++)
            pixels.TryGetFrame(i, out _, out _);
    }

    private static string Describe(DicomDataset root)
    {
        var text = new StringBuilder();
        Stack<(DicomDataset Dataset, int Depth)> open = new([(root, 0)]);
        while (open.TryPop(out (DicomDataset Dataset, int Depth) level))
        {
            foreach (DicomItem item in level.Dataset)
            {
                text.Append(level.Depth).Append(item);
                if (item is DicomElement element)
                    text.Append(Convert.ToHexString(element.GetBuffer().Span));
                if (item is DicomFragmentSequence fragments)
                    text.AppendJoin('|', Enumerable.Range(0, fragments.Count).Select(i => Convert.ToHexString(fragments.GetFragment(i).Span)));
                foreach (DicomDataset inner in (item as DicomSequence)?.Items ?? [])
                    open.Push((inner, level.Depth + 1));
            }
        }

        return text.ToString();
    }
}
