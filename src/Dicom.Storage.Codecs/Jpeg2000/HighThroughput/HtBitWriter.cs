using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Dicom.Storage.Codecs;

/// <summary>Writes plain bits, the first one lowest. <see cref="HtBitSources"/> reads what becomes of them when the stuffing is put in.</summary>
/// <remarks>
/// Eight bytes are written at a time behind the bits that are there: whoever makes one has room for all its bits and
/// <see cref="Slack"/> bytes more.
/// </remarks>
internal ref struct HtBitWriter(Span<byte> target)
{
    /// <summary>Bytes that are written to behind the bits.</summary>
    public const int Slack = 16;

    private readonly ref byte _target = ref MemoryMarshal.GetReference(target);
    private ulong _pending;
    private int _count;
    private nint _written;

    /// <summary>Gets the number of bits.</summary>
    public readonly int Length => ((int)_written * 8) + _count;

    /// <summary>Writes up to 56 bits.</summary>
    /// <param name="value">The bits; zeros above them.</param>
    /// <param name="count">How many they are.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Put(ulong value, int count)
    {
        _pending |= value << _count;
        _count += count;
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref _target, _written), _pending);
        _written += _count >> 3;
        _pending >>= _count & ~7;
        _count &= 7;
    }
}
