using System.Buffers.Binary;

namespace Dicom.Storage.DataSets;

/// <summary>
/// Frames of encapsulated Pixel Data: by the Extended Offset Table, the Basic Offset Table, or the number of fragments
/// (PS3.5 A.4). A table that lies costs the frames that it lies about, no more.
/// </summary>
internal sealed class EncapsulatedFrames : FrameSource
{
    private const int ItemHeader = 8;

    private readonly DicomFragmentSequence _fragments;
    private readonly int _frames;
    private readonly long[] _starts;
    private readonly OffsetTable _table;
    private readonly int[]? _byCodestream;

    public EncapsulatedFrames(DicomFragmentSequence fragments, DicomDataset dataset, int frames)
    {
        _fragments = fragments;
        _frames = frames;
        _starts = StartsOf(fragments);
        _table = OffsetTable.Read(fragments, dataset);
        if (_table.Count == 0 && frames > 1 && fragments.Count > frames)
            _byCodestream = FindCodestreams();
    }

    public override DicomFrameFailure Find(int index, out FrameBytes frame)
    {
        frame = default;
        if (_fragments.Count == 0)
            return DicomFrameFailure.PastEnd;
        if (_frames == 1 && !_table.HasLengths)
            return Take(0, _fragments.Count, out frame);
        // A fragment that holds several frames: a video, whose table has one entry for all of it.
        if (_fragments.Count < _frames && _table.Count < _frames)
            return DicomFrameFailure.Ambiguous;
        if (_table.Count > 0)
            return FindInTable(index, out frame);
        if (_fragments.Count == _frames)
            return Take(index, 1, out frame);
        if (_byCodestream is null)
            return DicomFrameFailure.Ambiguous;

        int end = index + 1 < _byCodestream.Length ? _byCodestream[index + 1] : _fragments.Count;
        return Take(_byCodestream[index], end - _byCodestream[index], out frame);
    }

    private DicomFrameFailure FindInTable(int index, out FrameBytes frame)
    {
        frame = default;
        if (index >= _table.Count)
            return DicomFrameFailure.NoTableEntry;

        int first = FragmentAt(index);
        if (first < 0)
            return DicomFrameFailure.NotAFragment;
        if (index > 0 && FragmentAt(index - 1) is >= 0 and int before && before >= first)
            return DicomFrameFailure.OutOfOrder;
        if (_table.HasLengths)
            return TakeLength(first, _table.LengthOf(index), out frame);

        int next = index + 1 < _table.Count ? FragmentAt(index + 1) : _fragments.Count;
        if (next > first)
            return Take(first, next - first, out frame);

        // The frame after this one has a wrong offset. Where each frame has one fragment, this one's end is known nevertheless.
        return _fragments.Count == _frames && first == index ? Take(first, 1, out frame) : DicomFrameFailure.OutOfOrder;
    }

    private DicomFrameFailure TakeLength(int fragment, ulong length, out FrameBytes frame)
    {
        RawValue value = _fragments[fragment];
        bool fits = length <= (ulong)value.Length;
        frame = fits ? new FrameBytes([value.Slice(0, (long)length)]) : default;
        return fits ? DicomFrameFailure.None : DicomFrameFailure.PastFragment;
    }

    private DicomFrameFailure Take(int first, int count, out FrameBytes frame)
    {
        var pieces = new RawValue[count];
        for (int i = 0; i < count; i++)
            pieces[i] = _fragments[first + i];
        frame = new FrameBytes(pieces);
        return DicomFrameFailure.None;
    }

    private int FragmentAt(int index) => _table.OffsetOf(index) is <= long.MaxValue and ulong offset ? Array.BinarySearch(_starts, (long)offset) : -1;

    // Each codestream begins with a marker that no continuation begins with: SOI of JPEG and JPEG-LS, SOC of JPEG 2000.
    private int[]? FindCodestreams()
    {
        List<int> found = [];
        Span<byte> marker = stackalloc byte[2];
        ushort wanted = 0;
        for (int i = 0; i < _fragments.Count && found.Count <= _frames; i++)
        {
            if (_fragments[i].Length < 2)
                continue;
            _fragments[i].Read(0, marker);
            ushort read = BinaryPrimitives.ReadUInt16BigEndian(marker);
            if (i == 0)
                wanted = read is 0xFFD8 or 0xFF4F ? read : (ushort)0;
            if (wanted != 0 && read == wanted)
                found.Add(i);
        }

        return found.Count == _frames ? [.. found] : null;
    }

    private static long[] StartsOf(DicomFragmentSequence fragments)
    {
        long[] starts = new long[fragments.Count];
        long position = 0;
        for (int i = 0; i < starts.Length; i++)
        {
            starts[i] = position;
            position += ItemHeader + fragments.GetFragmentLength(i);
        }

        return starts;
    }
}
