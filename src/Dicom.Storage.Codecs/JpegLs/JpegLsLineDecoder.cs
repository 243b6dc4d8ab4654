using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Dicom.Storage.Codecs;

/// <summary>Decodes lines of samples (T.87 A, F).</summary>
/// <remarks>
/// The kernels address without checks. It holds by: samples are 0 to MAXVAL, so that a gradient is -MAXVAL to MAXVAL and lies in its
/// table; three quantised gradients make a context of -364 to 364; a line has a sample in front and one behind.
/// </remarks>
/// <typeparam name="TMode">Exact or general.</typeparam>
internal static class JpegLsLineDecoder<TMode>
    where TMode : struct, IJpegLsMode
{
    /// <summary>Below this many bits the buffer is filled: <see cref="MaxZeros"/>, the one behind them, and <see cref="MaxGolomb"/> bits.</summary>
    private const int MinBits = 32;

    /// <summary>The most zeros of a code that the fast way takes. With as many, and as many bits behind, no code is out of range.</summary>
    private const int MaxZeros = 15;

    private const int MaxGolomb = 13;

    /// <summary>Decodes a line of one component.</summary>
    /// <param name="columns">The samples of the line.</param>
    /// <param name="runIndex">RUNindex.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void DecodeLine(ref JpegLsBitReader reader, JpegLsCoding coding, JpegLsLines lines, int component, int columns, ref int runIndex)
    {
        ref ushort above = ref lines.Above(component);
        ref ushort line = ref lines.Current(component);
        ref short contexts = ref lines.Contexts(component);
        new JpegLsGradients(coding, ref above, ref line, columns).WriteAbove(ref contexts);
        ref sbyte gradients = ref coding.Gradients;
        int escape = Math.Min(coding.Escape, MaxZeros + 1), maxValue = coding.MaxValue;
        ulong buffer = reader.Buffer;
        int bits = reader.Bits, position = reader.Position;
        int rc = Unsafe.Add(ref above, -1), ra = above;
        for (int x = 0; x < columns;)
        {
            int q = Unsafe.Add(ref contexts, x) + Unsafe.Add(ref gradients, rc - ra);
            if (q == 0)
            {
                reader.Restore(buffer, bits, position);
                x = DecodeRun(ref reader, coding, ref above, ref line, x, columns, ref runIndex);
                (buffer, bits, position) = (reader.Buffer, reader.Bits, reader.Position);
                (ra, rc) = (Unsafe.Add(ref line, x - 1), Unsafe.Add(ref above, x - 1));
                continue;
            }

            int rb = Unsafe.Add(ref above, x);
            int value = DecodeSample(ref reader, coding, ref buffer, ref bits, ref position, q, ra, rb, rc, escape, maxValue);
            Unsafe.Add(ref line, x++) = (ushort)value;
            (ra, rc) = (value, rb);
        }

        reader.Restore(buffer, bits, position);
    }

    /// <summary>Decodes a line of pixels whose components are interleaved by sample: in a run all of them are (T.87 B.2.3).</summary>
    public static void DecodePixels(ref JpegLsBitReader reader, JpegLsCoding coding, JpegLsLines lines, ref int runIndex)
    {
        ref sbyte gradients = ref coding.Gradients;
        int escape = Math.Min(coding.Escape, MaxZeros + 1), maxValue = coding.MaxValue, stride = lines.Stride;
        ulong buffer = reader.Buffer;
        int bits = reader.Bits, position = reader.Position;
        Span<int> contexts = stackalloc int[JpegLsHeader.MaxComponents];
        contexts = contexts[..lines.Components];
        for (int i = 0; i < contexts.Length; i++)
            new JpegLsGradients(coding, ref lines.Above(i), ref lines.Current(i), lines.Columns).WriteAbove(ref lines.Contexts(i));
        for (int x = 0; x < lines.Columns;)
        {
            ref ushort firstAbove = ref Unsafe.Add(ref lines.Above(0), x);
            ref ushort first = ref Unsafe.Add(ref lines.Current(0), x);
            ref short firstContext = ref Unsafe.Add(ref lines.Contexts(0), x);
            int any = 0;
            for (int i = 0, at = 0; i < contexts.Length; i++, at += stride)
            {
                int ra = Unsafe.Add(ref first, at - 1), rc = Unsafe.Add(ref firstAbove, at - 1);
                any |= contexts[i] = Unsafe.Add(ref firstContext, i * lines.ContextStride) + Unsafe.Add(ref gradients, rc - ra);
            }

            if (any == 0)
            {
                reader.Restore(buffer, bits, position);
                x = DecodePixelRun(ref reader, coding, lines, x, ref runIndex);
                (buffer, bits, position) = (reader.Buffer, reader.Bits, reader.Position);
                continue;
            }

            for (int i = 0, at = 0; i < contexts.Length; i++, at += stride)
            {
                int ra = Unsafe.Add(ref first, at - 1), rb = Unsafe.Add(ref firstAbove, at), rc = Unsafe.Add(ref firstAbove, at - 1);
                Unsafe.Add(ref first, at) = (ushort)DecodeSample(
                    ref reader, coding, ref buffer, ref bits, ref position, contexts[i], ra, rb, rc, escape, maxValue);
            }

            x++;
        }

        reader.Restore(buffer, bits, position);
    }

    /// <summary>Decodes a sample in regular mode (T.87 A.4 to A.6). The state of the reader is the caller's, in registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int DecodeSample(
        ref JpegLsBitReader reader, JpegLsCoding coding, ref ulong buffer, ref int bits, ref int position, int q, int ra, int rb, int rc, int escape, int maxValue)
    {
        if (bits < MinBits && !TryFill(reader.Data, ref buffer, ref bits, ref position))
        {
            reader.Restore(buffer, bits, position);
            reader.Fill();
            (buffer, bits, position) = (reader.Buffer, reader.Bits, reader.Position);
        }

        int sign = q >> 31;
        ref JpegLsContext context = ref coding.ContextAt((q ^ sign) - sign);
        int predicted = JpegLsPrediction.Corrected(ra, rb, rc, (context.Correction ^ sign) - sign, maxValue);
        int k = context.Golomb;
        int zeros = BitOperations.LeadingZeroCount(buffer);
        int code;
        if (zeros < escape && k <= MaxGolomb)
        {
            buffer = buffer << zeros << 1;
            code = (zeros << k) | (int)(buffer >> 1 >> (63 - k));
            buffer <<= k;
            bits -= zeros + 1 + k;
        }
        else
        {
            reader.Restore(buffer, bits, position);
            code = reader.ReadCode(k, coding.Escape, coding.ValueBits);
            (buffer, bits, position) = (reader.Buffer, reader.Bits, reader.Position);
        }

        int error = (code >> 1) ^ -(code & 1) ^ context.Flip;
        int value = TMode.Reconstruct(coding, predicted, (error ^ sign) - sign);
        TMode.Update(ref context, error, coding);
        return value;
    }

    /// <summary>Fills the buffer with up to seven bytes where none of them, nor the byte before, is FF.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryFill(ReadOnlySpan<byte> data, ref ulong buffer, ref int bits, ref int position)
    {
        if (position > data.Length - sizeof(ulong))
            return false;
        ulong next = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref MemoryMarshal.GetReference(data), position - 1));
        if (((~next - 0x0101_0101_0101_0101) & next & 0x8080_8080_8080_8080) != 0)
            return false;

        if (BitConverter.IsLittleEndian)
            next = BinaryPrimitives.ReverseEndianness(next);
        buffer |= next << 8 >> bits;
        int bytes = Math.Min(7, (64 - bits) >> 3);
        position += bytes;
        bits += bytes * 8;
        return true;
    }

    /// <summary>Decodes a run, and the sample that ends it unless the line does.</summary>
    /// <returns>Where the line goes on.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int DecodeRun(
        ref JpegLsBitReader reader, JpegLsCoding coding, ref ushort above, ref ushort line, int x, int columns, ref int runIndex)
    {
        int length = ReadRunLength(ref reader, columns - x, ref runIndex);
        ushort value = Unsafe.Add(ref line, x - 1);
        MemoryMarshal.CreateSpan(ref Unsafe.Add(ref line, x), length).Fill(value);
        x += length;
        if (x == columns)
            return x;

        int rb = Unsafe.Add(ref above, x);
        Unsafe.Add(ref line, x) = Math.Abs(value - rb) <= coding.Near
            ? ReadInterruption(ref reader, coding, ref coding.Runs[1], value, value, runIndex)
            : ReadInterruption(ref reader, coding, ref coding.Runs[0], value, rb, runIndex);
        runIndex = Math.Max(0, runIndex - 1);
        return x + 1;
    }

    private static int DecodePixelRun(ref JpegLsBitReader reader, JpegLsCoding coding, JpegLsLines lines, int x, ref int runIndex)
    {
        int length = ReadRunLength(ref reader, lines.Columns - x, ref runIndex);
        for (int i = 0; i < lines.Components; i++)
        {
            ref ushort line = ref lines.Current(i);
            MemoryMarshal.CreateSpan(ref Unsafe.Add(ref line, x), length).Fill(Unsafe.Add(ref line, x - 1));
        }

        x += length;
        if (x == lines.Columns)
            return x;

        for (int i = 0; i < lines.Components; i++)
        {
            ref ushort line = ref lines.Current(i);
            Unsafe.Add(ref line, x) = ReadInterruption(
                ref reader, coding, ref coding.Runs[0], Unsafe.Add(ref line, x - 1), Unsafe.Add(ref lines.Above(i), x), runIndex);
        }

        runIndex = Math.Max(0, runIndex - 1);
        return x + 1;
    }

    /// <summary>Reads the length of a run (T.87 A.7.1.2).</summary>
    private static int ReadRunLength(ref JpegLsBitReader reader, int left, ref int runIndex)
    {
        int length = 0;
        while (reader.ReadBit() == 1)
        {
            int step = 1 << JpegLsRunContext.Orders[runIndex];
            if (step > left - length)
                return left; // the rest of the line, said by one bit

            length += step;
            if (runIndex < JpegLsRunContext.MaxRunIndex)
                runIndex++;
            if (length == left)
                return length;
        }

        length += reader.ReadBits(JpegLsRunContext.Orders[runIndex]);
        return length < left ? length : throw JpegLsErrors.Invalid("a run goes past the end of its line.");
    }

    /// <summary>Reads the sample that ends a run (T.87 A.7.2).</summary>
    private static ushort ReadInterruption(ref JpegLsBitReader reader, JpegLsCoding coding, ref JpegLsRunContext context, int left, int predicted, int runIndex)
    {
        int k = context.Golomb;
        int escape = coding.Escape - JpegLsRunContext.Orders[runIndex] - 1;
        int code = reader.ReadCode(k, escape, coding.ValueBits);
        int error = context.Unmap(code, k);
        context.Update(error, code, coding.Reset);
        return (ushort)TMode.Reconstruct(coding, predicted, context.Type == 0 && left > predicted ? -error : error);
    }
}
