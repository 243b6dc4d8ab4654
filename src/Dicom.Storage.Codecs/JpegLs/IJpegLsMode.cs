using System.Runtime.CompilerServices;

namespace Dicom.Storage.Codecs;

/// <summary>How errors make samples: a type parameter, so that the exact mode carries nothing of the other.</summary>
internal interface IJpegLsMode
{
    /// <summary>The sample from its prediction and its error (T.87 A.4.4 and A.4.5, inverted).</summary>
    static abstract int Reconstruct(JpegLsCoding coding, int predicted, int error);

    /// <summary>The error that is coded for a difference from the prediction (T.87 A.4.4, A.4.5).</summary>
    static abstract int Error(JpegLsCoding coding, int difference);

    static abstract void Update(ref JpegLsContext context, int error, JpegLsCoding coding);

    /// <summary>How many samples from the first on are the same as a value, within NEAR.</summary>
    static abstract int RunLength(JpegLsCoding coding, ReadOnlySpan<ushort> samples, ushort value);
}

/// <summary>Lossless, and samples take all values of their bits: errors wrap.</summary>
internal readonly struct JpegLsExactMode : IJpegLsMode
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Reconstruct(JpegLsCoding coding, int predicted, int error) => (predicted + error) & coding.MaxValue;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Error(JpegLsCoding coding, int difference) => difference << coding.UnusedErrorBits >> coding.UnusedErrorBits;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Update(ref JpegLsContext context, int error, JpegLsCoding coding) => context.Update(error, step: 1, coding.Reset, mayFlip: -1);

    public static int RunLength(JpegLsCoding coding, ReadOnlySpan<ushort> samples, ushort value)
    {
        int length = samples.IndexOfAnyExcept(value);
        return length < 0 ? samples.Length : length;
    }
}

/// <summary>Near-lossless, or samples that end at another value than their bits.</summary>
internal readonly struct JpegLsGeneralMode : IJpegLsMode
{
    public static int Reconstruct(JpegLsCoding coding, int predicted, int error)
    {
        int value = predicted + (error * coding.Step);
        if (value < -coding.Near)
            value += coding.Range * coding.Step;
        else if (value > coding.MaxValue + coding.Near)
            value -= coding.Range * coding.Step;
        return Math.Clamp(value, 0, coding.MaxValue);
    }

    public static int Error(JpegLsCoding coding, int difference)
    {
        int error = difference > 0 ? (coding.Near + difference) / coding.Step : -((coding.Near - difference) / coding.Step);
        if (error < 0)
            error += coding.Range;
        return error >= (coding.Range + 1) / 2 ? error - coding.Range : error;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Update(ref JpegLsContext context, int error, JpegLsCoding coding) =>
        context.Update(error, coding.Step, coding.Reset, coding.Near == 0 ? -1 : 0);

    public static int RunLength(JpegLsCoding coding, ReadOnlySpan<ushort> samples, ushort value)
    {
        int length = samples.IndexOfAnyExceptInRange((ushort)Math.Max(0, value - coding.Near), (ushort)Math.Min(coding.MaxValue, value + coding.Near));
        return length < 0 ? samples.Length : length;
    }
}
