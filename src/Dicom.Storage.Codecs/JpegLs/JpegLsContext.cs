using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Dicom.Storage.Codecs;

/// <summary>
/// What a context has learned (T.87 A.2, A.6). The Golomb parameter and the choice of the error mapping follow from the rest; they
/// are kept, because the next sample waits for them while an update waits for nothing.
/// </summary>
[StructLayout(LayoutKind.Sequential, Size = 16)]
internal struct JpegLsContext
{
    /// <summary>The largest magnitude of an error that a context takes: 65,535 of them, the largest RESET, still fit 32 bits.</summary>
    public const int MaxError = 65_536;

    private const int MinCorrection = -128;
    private const int MaxCorrection = 127;

    /// <summary>A: the sum of magnitudes.</summary>
    public uint Magnitudes;

    /// <summary>B: the bias.</summary>
    public int Bias;

    /// <summary>N: how often it occurred since the last halving.</summary>
    public ushort Count;

    /// <summary>C: the correction of the prediction.</summary>
    public short Correction;

    /// <summary>k: the Golomb parameter of the next error.</summary>
    public byte Golomb;

    /// <summary>-1 where the next error is mapped the other way round (T.87 A.5.2), else 0.</summary>
    public sbyte Flip;

    public JpegLsContext(uint magnitudes)
    {
        Magnitudes = magnitudes;
        Count = 1;
        Golomb = (byte)GolombOf(magnitudes, 1);
    }

    /// <summary>The least k with N * 2^k not below A (T.87 A.5.1).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int GolombOf(uint magnitudes, uint count)
    {
        int k = BitOperations.LeadingZeroCount(count) - BitOperations.LeadingZeroCount(magnitudes);
        k &= ~(k >> 31);
        return k + (int)((((ulong)count << k) - magnitudes) >> 63);
    }

    /// <summary>
    /// Learns from an error (T.87 A.6). Without branches where the data decide at random; Math.Abs, Min and Max are branches in a loop.
    /// </summary>
    /// <param name="error">The error in the sign of the context.</param>
    /// <param name="step">2 NEAR + 1.</param>
    /// <param name="reset">RESET.</param>
    /// <param name="mayFlip">-1 where NEAR is 0, else 0.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Update(int error, int step, int reset, int mayFlip)
    {
        uint magnitudes = Magnitudes + (uint)((error ^ (error >> 31)) - (error >> 31));
        int bias = Bias + (error * step);
        int count = Count;
        if (count == reset)
        {
            magnitudes >>= 1;
            bias >>= 1;
            count >>= 1;
        }

        count++;
        int below = (bias + count - 1) >> 31;
        int above = -bias >> 31;
        Correction = (short)Math.Clamp(Correction + below - above, MinCorrection, MaxCorrection);
        bias += (count & below) - (count & above);
        bias &= bias >> 31; // at most 0
        int over = bias + count - 1;
        bias -= over & (over >> 31); // at least 1 - N
        int k = GolombOf(magnitudes, (uint)count);
        Magnitudes = magnitudes;
        Bias = bias;
        Count = (ushort)count;
        Golomb = (byte)k;
        Flip = (sbyte)((((2 * bias) + count - 1) >> 31) & ((k - 1) >> 31) & mayFlip);
    }
}
