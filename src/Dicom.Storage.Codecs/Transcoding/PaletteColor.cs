using Dicom.Storage.DataSets;

namespace Dicom.Storage.Codecs;

/// <summary>The palette of an image as colours of 8 bits (PS3.3 C.7.6.3.1.5, C.7.6.3.1.6).</summary>
internal sealed class PaletteColor
{
    private readonly byte[] _red;
    private readonly byte[] _green;
    private readonly byte[] _blue;
    private readonly int _first;

    private PaletteColor(byte[] red, byte[] green, byte[] blue, int first)
    {
        _red = red;
        _green = green;
        _blue = blue;
        _first = first;
    }

    /// <exception cref="TranscodeException">A table is missing, shorter than it says, or its description cannot be.</exception>
    public static PaletteColor Read(DicomDataset dataset, in FrameInfo frame)
    {
        if (frame.BitsAllocated > 16)
            throw Invalid("An index into a palette has at most 16 bits.");

        (byte[] red, int first) = ReadTable(dataset, DicomTag.RedPaletteColorLookupTableDescriptor, DicomTag.RedPaletteColorLookupTableData, DicomTag.SegmentedRedPaletteColorLookupTableData, frame.IsSigned);
        (byte[] green, int second) = ReadTable(dataset, DicomTag.GreenPaletteColorLookupTableDescriptor, DicomTag.GreenPaletteColorLookupTableData, DicomTag.SegmentedGreenPaletteColorLookupTableData, frame.IsSigned);
        (byte[] blue, int third) = ReadTable(dataset, DicomTag.BluePaletteColorLookupTableDescriptor, DicomTag.BluePaletteColorLookupTableData, DicomTag.SegmentedBluePaletteColorLookupTableData, frame.IsSigned);
        if (red.Length != green.Length || red.Length != blue.Length || first != second || first != third)
            throw Invalid("The tables of the palette differ in length or first index.");
        return new PaletteColor(red, green, blue, first);
    }

    /// <summary>Looks up each sample; one below the first index has the first colour, one past the last the last (PS3.3 C.7.6.3.1.5).</summary>
    public void Apply(ReadOnlySpan<byte> samples, in FrameInfo frame, Span<byte> colours)
    {
        int last = _red.Length - 1;
        for (int i = 0; i < frame.SampleCount; i++)
        {
            int index = Math.Clamp(IndexOf(samples, frame, i) - _first, 0, last);
            Span<byte> colour = colours.Slice(i * 3, 3);
            colour[0] = _red[index];
            colour[1] = _green[index];
            colour[2] = _blue[index];
        }
    }

    private static int IndexOf(ReadOnlySpan<byte> samples, in FrameInfo frame, int i)
    {
        int unused = 32 - frame.BitsStored;
        int sample = frame.BytesPerSample == 1 ? samples[i] : samples[i * 2] | (samples[(i * 2) + 1] << 8);
        return frame.IsSigned ? sample << unused >> unused : (int)((uint)sample << unused >> unused);
    }

    private static (byte[] Table, int First) ReadTable(DicomDataset dataset, DicomTag descriptor, DicomTag data, DicomTag segments, bool isSigned)
    {
        if (!TryReadDescriptor(dataset, descriptor, isSigned, out int entries, out int first, out int bits))
            throw Invalid("The description of a table of the palette is missing or not three numbers.");
        if (bits is not (8 or 16))
            throw Invalid($"A palette has entries of 8 or 16 bits, not {bits}.");
        if (dataset.TryGetItem(data, out DicomItem? item) && item is DicomElement whole)
            return (ReadWhole(whole, entries, bits), first);
        if (dataset.TryGetItem(segments, out item) && item is DicomElement inSegments)
            return (ReadSegments(inSegments, entries, bits), first);
        throw Invalid("A table of the palette is missing.");
    }

    private static byte[] ReadSegments(DicomElement element, int entries, int bits)
    {
        ushort[] values = new ushort[entries];
        if (!PaletteSegments.TryExpand(element.GetBuffer().Span, bits, element.IsBigEndian, values))
            throw Invalid($"The segments of a table of the palette do not make {entries} entries.");
        return [.. values.Select(value => (byte)(value >> (bits - 8)))];
    }

    private static byte[] ReadWhole(DicomElement element, int entries, int bits)
    {
        ReadOnlySpan<byte> bytes = element.GetBuffer().Span;
        // Entries of 8 bits lie two in a word, or, in files that should not, one.
        int size = bits == 16 || bytes.Length >= entries * 2 ? 2 : 1;
        if (bytes.Length < entries * size)
            throw Invalid($"A table of the palette has {bytes.Length} bytes; {entries} entries of {bits} bits are described.");

        // The high byte of an entry of 16 bits, the low one of an entry of 8.
        int place = size == 1 ? 0 : (bits == 16) != element.IsBigEndian ? 1 : 0;
        byte[] table = new byte[entries];
        for (int i = 0; i < entries; i++)
            table[i] = bytes[element.IsBigEndian && size == 1 ? i ^ 1 : (i * size) + place];
        return table;
    }

    // US or SS by Pixel Representation, whatever the element says; 0 entries are 65,536.
    private static bool TryReadDescriptor(DicomDataset dataset, DicomTag tag, bool isSigned, out int entries, out int first, out int bits)
    {
        entries = first = bits = 0;
        if (!dataset.TryGetItem(tag, out DicomItem? item) || item is not DicomElement { Length: 6 } element)
            return false;

        ReadOnlySpan<byte> value = element.GetBuffer().Span;
        int Word(ReadOnlySpan<byte> bytes) => element.IsBigEndian ? (bytes[0] << 8) | bytes[1] : bytes[0] | (bytes[1] << 8);
        entries = Word(value);
        entries = entries == 0 ? 65_536 : entries;
        first = isSigned ? (short)Word(value[2..]) : Word(value[2..]);
        bits = Word(value[4..]);
        return true;
    }

    private static TranscodeException Invalid(string message) => new(TranscodeFailure.InvalidImage, message);
}
