using System.Numerics;

namespace Dicom.Storage.Codecs;

/// <summary>The parameters of an LSE segment of kind 1 (T.87 C.2.4.1.1). Zero stands for the default.</summary>
internal readonly record struct JpegLsPreset(int MaxValue, int T1, int T2, int T3, int Reset)
{
    private const int DefaultReset = 64;
    private const int MinReset = 3;
    private const int MaxNear = 255;

    /// <summary>The largest NEAR that samples up to a value allow (T.87 C.2.3).</summary>
    public static int LargestNear(int maxValue) => Math.Min(MaxNear, maxValue / 2);

    /// <summary>Puts defaults in place of zeros, and refuses what T.87 table C.1 and C.2.4.1.1 do not allow.</summary>
    public JpegLsPreset Resolve(int precision, int near)
    {
        int largest = (1 << precision) - 1;
        int maxValue = MaxValue == 0 ? largest : MaxValue;
        if (maxValue > largest)
            throw JpegLsErrors.Invalid($"MAXVAL {maxValue} does not fit samples of {precision} bits.");
        if (near > LargestNear(maxValue))
            throw JpegLsErrors.Invalid($"NEAR {near} is out of range.");

        JpegLsPreset defaults = Defaults(maxValue, near);
        JpegLsPreset result = new(
            maxValue,
            T1 == 0 ? defaults.T1 : T1,
            T2 == 0 ? defaults.T2 : T2,
            T3 == 0 ? defaults.T3 : T3,
            Reset == 0 ? DefaultReset : Reset);
        if (result.T1 < near + 1 || result.T2 < result.T1 || result.T3 < result.T2 || result.T3 > maxValue)
            throw JpegLsErrors.Invalid($"thresholds {result.T1}, {result.T2}, {result.T3} are out of range.");
        if (result.Reset < MinReset || result.Reset > Math.Max(255, maxValue))
            throw JpegLsErrors.Invalid($"RESET {result.Reset} is out of range.");
        return result;
    }

    /// <summary>The thresholds for a largest value (T.87 C.2.4.1.1.1).</summary>
    private static JpegLsPreset Defaults(int maxValue, int near)
    {
        int t1, t2, t3;
        if (maxValue >= 128)
        {
            int factor = (Math.Min(maxValue, 4095) + 128) / 256;
            t1 = Clamp(factor + 2 + (3 * near), near + 1, maxValue);
            t2 = Clamp((factor * 4) + 3 + (5 * near), t1, maxValue);
            t3 = Clamp((factor * 17) + 4 + (7 * near), t2, maxValue);
        }
        else
        {
            int factor = 256 / (maxValue + 1);
            t1 = Clamp(Math.Max(2, (3 / factor) + (3 * near)), near + 1, maxValue);
            t2 = Clamp(Math.Max(3, (7 / factor) + (5 * near)), t1, maxValue);
            t3 = Clamp(Math.Max(4, (21 / factor) + (7 * near)), t2, maxValue);
        }

        return new JpegLsPreset(maxValue, t1, t2, t3, DefaultReset);
    }

    private static int Clamp(int value, int low, int maxValue) => value > maxValue || value < low ? low : value;

    /// <summary>The bits that a number of values takes: the least n with 2^n not below it.</summary>
    public static int BitsFor(int values) => values <= 1 ? 0 : BitOperations.Log2((uint)(values - 1)) + 1;
}
