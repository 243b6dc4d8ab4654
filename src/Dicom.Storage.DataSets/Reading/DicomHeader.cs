using System.Buffers;

namespace Dicom.Storage.DataSets;

/// <summary>The values of chosen elements of a data set, as their bytes stood there, in pooled memory of <see cref="DicomHeaderParser"/>.</summary>
public sealed partial class DicomHeader
{
    private readonly DicomTagSet _tags;
    private readonly DataSetLimits _limits;
    private readonly Slot[] _slots;
    private byte[] _bytes = [];
    private int _used;

    internal DicomHeader(DicomTagSet wanted, DataSetLimits limits)
    {
        _tags = new DicomTagSet(wanted.Append(DicomTag.SpecificCharacterSet));
        _limits = limits;
        _slots = new Slot[_tags.Count];
    }

    internal DataSetAnomalies Anomalies { get; private set; }

    /// <summary>Whether the element was in the data set, empty or not. False for one that was not asked for, and for a sequence.</summary>
    public bool Contains(DicomTag tag) => TryGetSlot(tag, out _);

    /// <summary>Gets an element's bytes with their padding, in the byte order of the data set.</summary>
    /// <param name="value">Valid until the parser is reset or disposed.</param>
    /// <param name="vr">The VR as written, or by the dictionary for implicit VR.</param>
    public bool TryGetRaw(DicomTag tag, out ReadOnlySpan<byte> value, out DicomVR vr)
    {
        bool found = TryGetSlot(tag, out Slot slot);
        value = found ? _bytes.AsSpan(slot.Offset, slot.Length) : default;
        vr = slot.VR;
        return found;
    }

    internal int Begin(DataSetReader reader)
    {
        int index = _tags.IndexOf(reader.Tag);
        if (index >= 0)
            _slots[index] = new Slot(_used, 0, reader.VR, reader.IsBigEndian, IsPresent: true);
        return index;
    }

    internal void Append(int index, ReadOnlySpan<byte> piece)
    {
        ref Slot slot = ref _slots[index];
        int room = Math.Min(_limits.MaxValueBytes - slot.Length, _limits.MaxHeaderBytes - _used);
        if (piece.Length > room)
        {
            Anomalies |= DataSetAnomalies.ValueCut;
            piece = piece[..room];
        }

        if (_used + piece.Length > _bytes.Length)
            Grow(_used + piece.Length);
        piece.CopyTo(_bytes.AsSpan(_used));
        _used += piece.Length;
        slot = slot with { Length = slot.Length + piece.Length };
    }

    internal ReadOnlySpan<byte> Slice(int index) => _bytes.AsSpan(_slots[index].Offset, _slots[index].Length);

    internal void Clear()
    {
        Array.Clear(_slots);
        _used = 0;
        _characterSets = null;
        Anomalies = DataSetAnomalies.None;
    }

    internal void Release()
    {
        Clear();
        if (_bytes.Length > 0)
            ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
    }

    // By bytes that have arrived, not by a declared length; so at most twice MaxHeaderBytes.
    private void Grow(int needed)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, Math.Max(_bytes.Length * 2, 2_048)));
        _bytes.AsSpan(0, _used).CopyTo(larger);
        if (_bytes.Length > 0)
            ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }

    private bool TryGetSlot(DicomTag tag, out Slot slot)
    {
        int index = _tags.IndexOf(tag);
        slot = index >= 0 ? _slots[index] : default;
        return slot.IsPresent;
    }

    private readonly record struct Slot(int Offset, int Length, DicomVR VR, bool IsBigEndian, bool IsPresent);
}
