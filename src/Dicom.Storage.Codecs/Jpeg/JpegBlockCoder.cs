using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Dicom.Storage.Codecs;

/// <summary>Decodes the blocks of sequential scans (T.81 F.2.2).</summary>
internal static class JpegBlockCoder
{
    /// <summary>Decodes a block.</summary>
    /// <param name="block">64 coefficients of zero; they are filled in row by row.</param>
    /// <param name="predictor">The DC coefficient of the block before, and then of this one.</param>
    /// <returns>The place of the last coefficient, in zigzag order: 0 when there is only DC.</returns>
    public static int ReadBlock(ref JpegBitReader source, JpegHuffmanTable dc, JpegHuffmanTable ac, scoped Span<short> block, ref int predictor)
    {
        // A copy stays in registers.
        JpegBitReader bits = source;
        predictor += (int)bits.Read(dc) >> 16;
        block[0] = (short)predictor;
        ReadOnlySpan<byte> order = JpegZigzag.Order;
        int last = 0;
        int k = 1;
        while (k < 64)
        {
            uint code = bits.Read(ac);
            int symbol = (int)(code >> 8) & 0xFF;
            k += symbol >> 4;
            if ((symbol & 15) == 0)
            {
                // Sixteen zeros, or, as in libjpeg, the end of the block for any other run without a coefficient.
                if (symbol != 0xF0)
                    break;
                k++;
                continue;
            }

            if (k > 63)
                JpegErrors.Invalid("A run of JPEG coefficients goes past the end of its block.");
            block[order[k]] = (short)(code >> 16);
            last = k;
            k++;
        }

        source = bits;
        return last;
    }
}
