using System.Buffers.Binary;

namespace Dicom.Storage.DataSets;

/// <summary>The Extended Offset Table (7FE0,0001) with its lengths (PS3.3 C.7.6.3.1.8), else the Basic Offset Table (PS3.5 A.4).</summary>
internal readonly struct OffsetTable
{
    private readonly ReadOnlyMemory<byte> _offsets;
    private readonly ReadOnlyMemory<byte> _lengths;
    private readonly int _size;

    private OffsetTable(ReadOnlyMemory<byte> offsets, ReadOnlyMemory<byte> lengths, int size)
    {
        _offsets = offsets;
        _lengths = lengths;
        _size = size;
        Count = offsets.Length / size;
    }

    public int Count { get; }

    /// <summary>Gets whether each frame's length is known, and so that each has one fragment.</summary>
    public bool HasLengths => Count > 0 && _lengths.Length / 8 >= Count;

    public static OffsetTable Read(DicomFragmentSequence fragments, DicomDataset dataset)
    {
        ReadOnlyMemory<byte> offsets = Values(dataset, DicomTag.ExtendedOffsetTable);
        return offsets.Length >= 8
            ? new OffsetTable(offsets, Values(dataset, DicomTag.ExtendedOffsetTableLengths), 8)
            : new OffsetTable(fragments.RawItems.Count > 0 ? fragments.RawItems[0].Load() : default, default, 4);
    }

    public ulong OffsetOf(int index) => _size == 8
        ? BinaryPrimitives.ReadUInt64LittleEndian(_offsets.Span[(index * 8)..])
        : BinaryPrimitives.ReadUInt32LittleEndian(_offsets.Span[(index * 4)..]);

    public ulong LengthOf(int index) => BinaryPrimitives.ReadUInt64LittleEndian(_lengths.Span[(index * 8)..]);

    private static ReadOnlyMemory<byte> Values(DicomDataset dataset, DicomTag tag) =>
        dataset.TryGetItem(tag, out DicomItem? item) && item is DicomElement element ? element.GetBuffer() : default;
}
