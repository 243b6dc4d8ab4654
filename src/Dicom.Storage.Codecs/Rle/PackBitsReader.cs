using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Dicom.Storage.Codecs;

/// <summary>Unpacks a segment piece by piece (PS3.5 G.3.2): a run may go on in the next piece.</summary>
internal struct PackBitsReader(int start, int end)
{
    // The longest run; with that much room left in both spans it is moved in whole vectors.
    private const int MaxRun = 128;

    private readonly int _end = end;
    private int _position = start;
    private int _literals;
    private int _repeats;

    /// <summary>Gets the bytes of a run that are left over: there must be none once the plane is full.</summary>
    public readonly int Pending => _literals + _repeats;

    /// <summary>Gets the bytes of the segment that were not read yet: padding, once the plane is full.</summary>
    public readonly int Remaining => _end - _position;

    /// <summary>Unpacks on.</summary>
    /// <param name="codestream">The whole codestream, the same in each call.</param>
    /// <param name="piece">Filled to its end.</param>
    /// <exception cref="CodecException">The segment ends before the piece is full.</exception>
    public void Fill(ReadOnlySpan<byte> codestream, Span<byte> piece)
    {
        ReadOnlySpan<byte> segment = codestream[.._end];
        int done = Resume(segment, piece);
        done = FillFast(segment, piece, done);
        while (done < piece.Length)
        {
            if (_position >= segment.Length)
                throw Ended();
            int control = (sbyte)segment[_position++];
            if (control >= 0)
                _literals = control + 1;
            else if (control != -128) // -128 says nothing
                _repeats = 1 - control;
            done += Resume(segment, piece[done..]);
        }
    }

    private int Resume(ReadOnlySpan<byte> segment, Span<byte> piece)
    {
        if (_literals > 0)
        {
            int count = Math.Min(_literals, piece.Length);
            if (segment.Length - _position < count)
                throw Ended();
            segment.Slice(_position, count).CopyTo(piece);
            _position += count;
            _literals -= count;
            return count;
        }

        if (_repeats == 0)
            return 0;

        int repeated = Math.Min(_repeats, piece.Length);
        if (_position >= segment.Length)
            throw Ended();
        piece[..repeated].Fill(segment[_position]);
        _repeats -= repeated;
        if (_repeats == 0)
            _position++;
        return repeated;
    }

    // Whole runs while both spans have room for the longest one, so that vectors may write past a run's end: what they write there is
    // written again. Bounds: each pass reads at most 1 + 128 bytes from `position` and writes at most 128 from `done`.
    private int FillFast(ReadOnlySpan<byte> segment, Span<byte> piece, int done)
    {
        if (Pending > 0)
            return done;

        ref byte source = ref MemoryMarshal.GetReference(segment);
        ref byte target = ref MemoryMarshal.GetReference(piece);
        int position = _position;
        int lastRead = segment.Length - MaxRun - 1;
        int lastWrite = piece.Length - MaxRun;
        while (position <= lastRead && done <= lastWrite)
        {
            int control = (sbyte)Unsafe.Add(ref source, position++);
            if (control >= 0)
            {
                int count = control + 1;
                for (int i = 0; i < count; i += Vector128<byte>.Count)
                    Vector128.LoadUnsafe(ref source, (nuint)(position + i)).StoreUnsafe(ref target, (nuint)(done + i));
                position += count;
                done += count;
            }
            else if (control != -128)
            {
                int count = 1 - control;
                Vector128<byte> value = Vector128.Create(Unsafe.Add(ref source, position++));
                for (int i = 0; i < count; i += Vector128<byte>.Count)
                    value.StoreUnsafe(ref target, (nuint)(done + i));
                done += count;
            }
        }

        _position = position;
        return done;
    }

    private static CodecException Ended() => new(CodecFailure.InvalidCodestream, "An RLE segment ends before its plane is full.");
}
