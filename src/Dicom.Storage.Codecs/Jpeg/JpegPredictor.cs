using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Dicom.Storage.Codecs;

/// <summary>The predictors of the lossless process (T.81 table H.1), all modulo 2^16.</summary>
internal static class JpegPredictor
{
    public const int Last = 7;

    /// <summary>Makes the first line of an interval from its differences: every sample is predicted by the one before (T.81 H.1.1).</summary>
    /// <param name="origin">What predicts the first one.</param>
    public static void UndoFirst(ReadOnlySpan<short> differences, Span<ushort> line, int origin)
    {
        int sample = origin;
        for (int x = 0; x < line.Length; x++)
        {
            sample += differences[x];
            line[x] = (ushort)sample;
        }
    }

    /// <summary>Makes a line from its differences and the line above, which predicts the first sample.</summary>
    public static void Undo(int predictor, ReadOnlySpan<short> differences, ReadOnlySpan<ushort> above, Span<ushort> line)
    {
        switch (predictor)
        {
            case 1:
                UndoFirst(differences, line, above[0]);
                break;
            case 2:
                UndoAbove(differences, above, line);
                break;
            case 3:
                UndoDiagonal(differences, above, line);
                break;
            case 4:
                Undo<Plane>(differences, above, line);
                break;
            case 5:
                Undo<LeftSlope>(differences, above, line);
                break;
            case 6:
                Undo<AboveSlope>(differences, above, line);
                break;
            default:
                Undo<Mean>(differences, above, line);
                break;
        }
    }

    private static void UndoAbove(ReadOnlySpan<short> differences, ReadOnlySpan<ushort> above, Span<ushort> line)
    {
        int x = 0;
        for (; x <= line.Length - Vector256<ushort>.Count; x += Vector256<ushort>.Count)
            (Vector256.Create(differences[x..]).AsUInt16() + Vector256.Create(above[x..])).CopyTo(line[x..]);
        for (; x < line.Length; x++)
            line[x] = (ushort)(above[x] + differences[x]);
    }

    private static void UndoDiagonal(ReadOnlySpan<short> differences, ReadOnlySpan<ushort> above, Span<ushort> line)
    {
        line[0] = (ushort)(above[0] + differences[0]);
        UndoAbove(differences[1..], above, line[1..]);
    }

    private static void Undo<TPredictor>(ReadOnlySpan<short> differences, ReadOnlySpan<ushort> above, Span<ushort> line)
        where TPredictor : struct, IPredictor
    {
        differences = differences[..line.Length];
        above = above[..line.Length];
        int diagonal = above[0];
        int left = (ushort)(diagonal + differences[0]);
        line[0] = (ushort)left;
        for (int x = 1; x < line.Length; x++)
        {
            int up = above[x];
            left = (ushort)(TPredictor.Predict(left, up, diagonal) + differences[x]);
            line[x] = (ushort)left;
            diagonal = up;
        }
    }

    private interface IPredictor
    {
        /// <param name="left">Ra.</param>
        /// <param name="above">Rb.</param>
        /// <param name="diagonal">Rc.</param>
        static abstract int Predict(int left, int above, int diagonal);
    }

    private readonly struct Plane : IPredictor
    {
        public static int Predict(int left, int above, int diagonal) => left + above - diagonal;
    }

    private readonly struct LeftSlope : IPredictor
    {
        public static int Predict(int left, int above, int diagonal) => left + ((above - diagonal) >> 1);
    }

    private readonly struct AboveSlope : IPredictor
    {
        public static int Predict(int left, int above, int diagonal) => above + ((left - diagonal) >> 1);
    }

    private readonly struct Mean : IPredictor
    {
        public static int Predict(int left, int above, int diagonal) => (left + above) >> 1;
    }
}
