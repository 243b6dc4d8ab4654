using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Dicom.Storage.Codecs;

/// <summary>
/// The prediction of a sample from its neighbours. Which of them is the largest is as good as random, and Math.Min and Max are branches
/// in a loop: one element of a vector does without.
/// </summary>
internal static class JpegLsPrediction
{
    /// <summary>The median edge detector (T.87 A.4.1).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Median(int left, int above, int corner)
    {
        Vector128<int> a = Vector128.CreateScalarUnsafe(left);
        Vector128<int> b = Vector128.CreateScalarUnsafe(above);
        Vector128<int> edge = a + b - Vector128.CreateScalarUnsafe(corner);
        return Vector128.Max(Vector128.Min(a, b), Vector128.Min(Vector128.Max(a, b), edge)).ToScalar();
    }

    /// <summary>
    /// The median edge detector (T.87 A.4.1), which is the middle one of left, above, and left + above - corner; corrected (T.87
    /// A.4.2), and brought back into 0 to MAXVAL.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Corrected(int left, int above, int corner, int correction, int maxValue)
    {
        Vector128<int> a = Vector128.CreateScalarUnsafe(left);
        Vector128<int> b = Vector128.CreateScalarUnsafe(above);
        Vector128<int> edge = a + b - Vector128.CreateScalarUnsafe(corner);
        Vector128<int> median = Vector128.Max(Vector128.Min(a, b), Vector128.Min(Vector128.Max(a, b), edge));
        Vector128<int> corrected = median + Vector128.CreateScalarUnsafe(correction);
        return Vector128.Max(Vector128<int>.Zero, Vector128.Min(Vector128.CreateScalarUnsafe(maxValue), corrected)).ToScalar();
    }
}
