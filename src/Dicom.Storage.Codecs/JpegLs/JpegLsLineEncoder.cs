using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Dicom.Storage.Codecs;

/// <summary>Encodes lines of samples (T.87 A). The near-lossless mode leaves in the line what a decoder will have there.</summary>
/// <remarks>For the addresses see <see cref="JpegLsLineDecoder{TMode}"/>; room in the writer was reserved for the whole line.</remarks>
/// <typeparam name="TMode">Exact or general.</typeparam>
internal static class JpegLsLineEncoder<TMode>
    where TMode : struct, IJpegLsMode
{
    /// <summary>Encodes a line of one component.</summary>
    /// <param name="runIndex">RUNindex.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void EncodeLine(JpegLsBitWriter writer, JpegLsCoding coding, JpegLsLines lines, int component, ref int runIndex)
    {
        ref ushort above = ref lines.Above(component);
        ref ushort line = ref lines.Current(component);
        ref short contexts = ref lines.Contexts(component);
        ref ushort medians = ref lines.Medians;
        JpegLsGradients known = new(coding, ref above, ref line, lines.Columns);
        if (typeof(TMode) == typeof(JpegLsExactMode))
            known.WriteAll(ref contexts, ref medians);
        else
            known.WriteAbove(ref contexts);

        ref sbyte gradients = ref coding.Gradients;
        ulong buffer = writer.Buffer;
        int bits = writer.Bits, maxValue = coding.MaxValue;
        for (int x = 0; x < lines.Columns;)
        {
            int q = Unsafe.Add(ref contexts, x);
            if (typeof(TMode) != typeof(JpegLsExactMode))
                q += Unsafe.Add(ref gradients, Unsafe.Add(ref above, x - 1) - Unsafe.Add(ref line, x - 1));
            if (q == 0)
            {
                (writer.Buffer, writer.Bits) = (buffer, bits);
                x = EncodeRun(writer, coding, ref above, ref line, x, lines.Columns, ref runIndex);
                (buffer, bits) = (writer.Buffer, writer.Bits);
                continue;
            }

            int median = typeof(TMode) == typeof(JpegLsExactMode)
                ? Unsafe.Add(ref medians, x)
                : JpegLsPrediction.Median(Unsafe.Add(ref line, x - 1), Unsafe.Add(ref above, x), Unsafe.Add(ref above, x - 1));
            EncodeSample(writer, coding, ref buffer, ref bits, q, median, ref Unsafe.Add(ref line, x), maxValue);
            x++;
        }

        (writer.Buffer, writer.Bits) = (buffer, bits);
    }

    /// <summary>Encodes a line of pixels, their components interleaved by sample (T.87 B.2.3).</summary>
    public static void EncodePixels(JpegLsBitWriter writer, JpegLsCoding coding, JpegLsLines lines, ref int runIndex)
    {
        ref sbyte gradients = ref coding.Gradients;
        ref ushort firstAbove = ref lines.Above(0);
        ref ushort first = ref lines.Current(0);
        Span<int> contexts = stackalloc int[JpegLsHeader.MaxComponents];
        contexts = contexts[..lines.Components];
        for (int x = 0; x < lines.Columns;)
        {
            int any = 0;
            for (int i = 0; i < contexts.Length; i++)
            {
                ref ushort above = ref Unsafe.Add(ref firstAbove, (i * lines.Stride) + x);
                int ra = Unsafe.Add(ref first, (i * lines.Stride) + x - 1), rb = above, rc = Unsafe.Add(ref above, -1), rd = Unsafe.Add(ref above, 1);
                any |= contexts[i] = (((Unsafe.Add(ref gradients, rd - rb) * 9) + Unsafe.Add(ref gradients, rb - rc)) * 9) + Unsafe.Add(ref gradients, rc - ra);
            }

            if (any == 0)
            {
                x = EncodePixelRun(writer, coding, lines, x, ref runIndex);
                continue;
            }

            for (int i = 0; i < contexts.Length; i++)
            {
                ref ushort above = ref Unsafe.Add(ref firstAbove, (i * lines.Stride) + x);
                ref ushort sample = ref Unsafe.Add(ref first, (i * lines.Stride) + x);
                EncodeSample(
                    writer, coding, ref writer.Buffer, ref writer.Bits, contexts[i], JpegLsPrediction.Median(Unsafe.Add(ref sample, -1), above, Unsafe.Add(ref above, -1)), ref sample, coding.MaxValue);
            }

            x++;
        }
    }

    /// <summary>Encodes a sample in regular mode (T.87 A.4 to A.6).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void EncodeSample(
        JpegLsBitWriter writer, JpegLsCoding coding, ref ulong buffer, ref int bits, int q, int median, ref ushort sample, int maxValue)
    {
        int sign = q >> 31;
        ref JpegLsContext context = ref coding.ContextAt((q ^ sign) - sign);
        int predicted = median + (context.Correction ^ sign) - sign;
        if ((uint)predicted > (uint)maxValue)
            predicted = predicted < 0 ? 0 : maxValue;
        int error = TMode.Error(coding, ((sample - predicted) ^ sign) - sign);
        if (typeof(TMode) != typeof(JpegLsExactMode))
            sample = (ushort)TMode.Reconstruct(coding, predicted, (error ^ sign) - sign);

        int mapped = error ^ context.Flip;
        WriteCode(writer, coding, ref buffer, ref bits, (uint)((mapped << 1) ^ (mapped >> 31)), context.Golomb, coding.Escape);
        TMode.Update(ref context, error, coding);
    }

    /// <summary>Writes a limited Golomb code (T.87 A.5.3).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WriteCode(JpegLsBitWriter writer, JpegLsCoding coding, ref ulong buffer, ref int bits, uint code, int k, int escape)
    {
        int zeros = (int)(code >> k);
        int length = zeros + 1 + k;
        if (zeros < escape && length <= JpegLsBitWriter.MaxAppend)
        {
            writer.Append(ref buffer, ref bits, (1u << k) | (code & ((1u << k) - 1)), length);
            return;
        }

        (writer.Buffer, writer.Bits) = (buffer, bits);
        WriteLongCode(writer, coding, code, k, Math.Min(zeros, escape), escape);
        (buffer, bits) = (writer.Buffer, writer.Bits);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void WriteLongCode(JpegLsBitWriter writer, JpegLsCoding coding, uint code, int k, int zeros, int escape)
    {
        for (int left = zeros; left > 0; left -= JpegLsBitWriter.MaxAppend - 1)
            writer.Append(0, Math.Min(left, JpegLsBitWriter.MaxAppend - 1));
        writer.Append(1, 1);
        if (zeros < escape)
            writer.Append(code & ((1u << k) - 1), k);
        else
            writer.Append(code - 1, coding.ValueBits);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int EncodeRun(
        JpegLsBitWriter writer, JpegLsCoding coding, ref ushort above, ref ushort line, int x, int columns, ref int runIndex)
    {
        ushort value = Unsafe.Add(ref line, x - 1);
        Span<ushort> rest = MemoryMarshal.CreateSpan(ref Unsafe.Add(ref line, x), columns - x);
        int length = rest[0] == value || typeof(TMode) != typeof(JpegLsExactMode) ? TMode.RunLength(coding, rest, value) : 0;
        if (typeof(TMode) != typeof(JpegLsExactMode))
            rest[..length].Fill(value);
        WriteRunLength(writer, length, length == rest.Length, ref runIndex);
        x += length;
        if (x == columns)
            return x;

        int rb = Unsafe.Add(ref above, x);
        if (Math.Abs(value - rb) <= coding.Near)
            WriteInterruption(writer, coding, ref coding.Runs[1], value, value, ref Unsafe.Add(ref line, x), runIndex);
        else
            WriteInterruption(writer, coding, ref coding.Runs[0], value, rb, ref Unsafe.Add(ref line, x), runIndex);
        runIndex = Math.Max(0, runIndex - 1);
        return x + 1;
    }

    private static int EncodePixelRun(JpegLsBitWriter writer, JpegLsCoding coding, JpegLsLines lines, int x, ref int runIndex)
    {
        int length = lines.Columns - x;
        for (int i = 0; i < lines.Components && length > 0; i++)
            length = TMode.RunLength(coding, lines.Line(i).Slice(x, length), Unsafe.Add(ref lines.Current(i), x - 1));
        for (int i = 0; i < lines.Components && typeof(TMode) != typeof(JpegLsExactMode); i++)
            lines.Line(i).Slice(x, length).Fill(Unsafe.Add(ref lines.Current(i), x - 1));

        WriteRunLength(writer, length, x + length == lines.Columns, ref runIndex);
        x += length;
        if (x == lines.Columns)
            return x;

        for (int i = 0; i < lines.Components; i++)
        {
            ref ushort sample = ref Unsafe.Add(ref lines.Current(i), x);
            WriteInterruption(writer, coding, ref coding.Runs[0], Unsafe.Add(ref sample, -1), Unsafe.Add(ref lines.Above(i), x), ref sample, runIndex);
        }

        runIndex = Math.Max(0, runIndex - 1);
        return x + 1;
    }

    /// <summary>Writes the length of a run (T.87 A.7.1.2).</summary>
    private static void WriteRunLength(JpegLsBitWriter writer, int length, bool isToEnd, ref int runIndex)
    {
        while (length >= 1 << JpegLsRunContext.Orders[runIndex])
        {
            writer.Append(1, 1);
            length -= 1 << JpegLsRunContext.Orders[runIndex];
            if (runIndex < JpegLsRunContext.MaxRunIndex)
                runIndex++;
        }

        if (!isToEnd)
            writer.Append((uint)length, JpegLsRunContext.Orders[runIndex] + 1);
        else if (length > 0)
            writer.Append(1, 1);
    }

    /// <summary>Writes the sample that ends a run (T.87 A.7.2).</summary>
    private static void WriteInterruption(
        JpegLsBitWriter writer, JpegLsCoding coding, ref JpegLsRunContext context, int left, int predicted, ref ushort sample, int runIndex)
    {
        bool isTurned = context.Type == 0 && left > predicted;
        int difference = sample - predicted;
        int error = TMode.Error(coding, isTurned ? -difference : difference);
        sample = (ushort)TMode.Reconstruct(coding, predicted, isTurned ? -error : error);
        int k = context.Golomb;
        int code = context.Map(error, k);
        WriteCode(writer, coding, ref writer.Buffer, ref writer.Bits, (uint)code, k, coding.Escape - JpegLsRunContext.Orders[runIndex] - 1);
        context.Update(error, code, coding.Reset);
    }
}
