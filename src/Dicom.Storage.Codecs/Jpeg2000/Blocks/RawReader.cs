using System.Runtime.CompilerServices;

namespace Dicom.Storage.Codecs;

/// <summary>The plain bits of passes that bypass the MQ coder (T.800 D.6).</summary>
internal unsafe struct RawReader(byte* bits, int length)
{
    private readonly byte* _bits = bits;
    private readonly int _count = length * 8;
    private int _next;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Read()
    {
        if (_next >= _count)
            return 1;
        uint bit = (uint)_bits[_next >> 3] >> (7 - (_next & 7)) & 1;
        _next++;
        return bit;
    }
}
