using System.Runtime.CompilerServices;

namespace Dicom.Storage.Codecs;

/// <summary>The prediction of a sample from its neighbours, without branches.</summary>
internal static class JpegLsPrediction
{
    /// <summary>The median edge detector (T.87 A.4.1): the middle one of left, above, and left + above - corner.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Median(int left, int above, int corner) =>
        Math.Max(Math.Min(left, above), Math.Min(Math.Max(left, above), left + above - corner));

    /// <summary>The prediction, corrected (T.87 A.4.2) and brought back into 0 to MAXVAL.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Corrected(int left, int above, int corner, int correction, int maxValue) =>
        Math.Max(0, Math.Min(maxValue, Median(left, above, corner) + correction));
}
