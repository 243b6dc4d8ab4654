using System.Runtime.CompilerServices;

namespace Dicom.Storage.Codecs;

/// <summary>What a context of run interruptions has learned (T.87 A.7.2).</summary>
internal struct JpegLsRunContext(uint magnitudes, int type)
{
    private uint _magnitudes = magnitudes;
    private int _count = 1;
    private int _negatives;

    /// <summary>The orders of the run lengths (T.87 A.2.1, J).</summary>
    public static ReadOnlySpan<byte> Orders =>
        [0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 9, 10, 11, 12, 13, 14, 15];

    public const int MaxRunIndex = 31;

    /// <summary>RItype: 1 where the samples to the left and above are equal within NEAR.</summary>
    public int Type { get; } = type;

    public readonly int Golomb => JpegLsContext.GolombOf(_magnitudes + (Type == 0 ? 0 : (uint)_count >> 1), (uint)_count);

    /// <summary>The error that a code stands for (T.87 A.7.2.2, inverted).</summary>
    public readonly int Unmap(int code, int k)
    {
        int value = code + Type;
        int map = value & 1;
        int magnitude = (value + map) / 2;
        // Even codes and odd ones swap signs with k and with what was more frequent so far.
        return (k != 0 || 2 * _negatives >= _count) == (map != 0) ? -magnitude : magnitude;
    }

    /// <summary>The code of an error (T.87 A.7.2.2).</summary>
    public readonly int Map(int error, int k)
    {
        bool negativeIsOdd = k != 0 || 2 * _negatives >= _count;
        bool map = error != 0 && (error < 0) == negativeIsOdd;
        return (2 * Math.Abs(error)) - Type - (map ? 1 : 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Update(int error, int code, int reset)
    {
        if (error < 0)
            _negatives++;
        _magnitudes += (uint)(code + 1 - Type) >> 1;
        if (_count == reset)
        {
            _magnitudes >>= 1;
            _count >>= 1;
            _negatives >>= 1;
        }

        _count++;
    }
}
