namespace Dicom.Storage.Codecs;

/// <content>The significance propagation and magnitude refinement passes (T.814 7.4, 7.5). Streams without loss have neither.</content>
internal sealed partial class HtBlockDecoder
{
    private const int StripeHeight = 4;
    private const byte FromCleanup = 1;
    private const byte FromPropagation = 2;

    private void Refine(in CodedBlock block, ReadOnlySpan<byte> segment, int passes, Span<uint> coefficients)
    {
        int stride = block.Width + 2;
        Span<byte> significance = _significance.AsSpan(0, stride * (block.Height + 2));
        significance.Clear();
        for (int y = 0; y < block.Height; y++)
        {
            for (int x = 0; x < block.Width; x++)
                significance[((y + 1) * stride) + x + 1] = coefficients[(y * block.Width) + x] != 0 ? FromCleanup : (byte)0;
        }

        // The magnitudes of the cleanup pass are read: their room is free.
        MakeRoom(segment.Length);
        byte[] bits = _magnitudes;
        int end = HtBitSources.Forward(segment, bits, beyond: 0);
        Propagate(block, new PlainBits(bits, end), significance, coefficients);
        if (passes < 2)
            return;
        end = HtBitSources.Backward(segment, bits, skipsNibble: false);
        RefineMagnitudes(block, new PlainBits(bits, end), significance, coefficients);
    }

    // Four columns of a stripe at a time: whether coefficients become significant, then the signs of those that did.
    private static void Propagate(in CodedBlock block, PlainBits bits, Span<byte> significance, Span<uint> coefficients)
    {
        bool isCausal = (block.Styles & CodeBlockStyles.VerticallyCausal) != CodeBlockStyles.None;
        uint value = 3u << (block.BitPlanes - 2);
        int stride = block.Width + 2;
        for (int top = 0; top < block.Height; top += StripeHeight)
        {
            int bottom = Math.Min(top + StripeHeight, block.Height);
            for (int left = 0; left < block.Width; left += 4)
            {
                int right = Math.Min(left + 4, block.Width);
                for (int x = left; x < right; x++)
                {
                    for (int y = top; y < bottom; y++)
                    {
                        int at = ((y + 1) * stride) + x + 1;
                        bool seesBelow = !isCausal || y + 1 < top + StripeHeight;
                        if (significance[at] == 0 && HasNeighbour(significance, at, stride, seesBelow) && bits.Read() != 0)
                            significance[at] = FromPropagation;
                    }
                }

                for (int x = left; x < right; x++)
                {
                    for (int y = top; y < bottom; y++)
                    {
                        if (significance[((y + 1) * stride) + x + 1] == FromPropagation)
                            coefficients[(y * block.Width) + x] = value | bits.Read() << 31;
                    }
                }
            }
        }
    }

    private static bool HasNeighbour(ReadOnlySpan<byte> significance, int at, int stride, bool seesBelow)
    {
        int above = at - stride;
        int below = at + stride;
        int found = significance[above - 1] | significance[above] | significance[above + 1] | significance[at - 1] | significance[at + 1];
        if (seesBelow)
            found |= significance[below - 1] | significance[below] | significance[below + 1];
        return found != 0;
    }

    private static void RefineMagnitudes(in CodedBlock block, PlainBits bits, ReadOnlySpan<byte> significance, Span<uint> coefficients)
    {
        uint half = 1u << (block.BitPlanes - 2);
        int stride = block.Width + 2;
        for (int top = 0; top < block.Height; top += StripeHeight)
        {
            for (int x = 0; x < block.Width; x++)
            {
                for (int y = top; y < Math.Min(top + StripeHeight, block.Height); y++)
                {
                    if (significance[((y + 1) * stride) + x + 1] != FromCleanup)
                        continue;
                    // The reconstruction point moves to the middle of the half that the bit tells.
                    ref uint coefficient = ref coefficients[(y * block.Width) + x];
                    coefficient = bits.Read() != 0 ? coefficient + half : coefficient - half;
                }
            }
        }
    }

    private ref struct PlainBits(ReadOnlySpan<byte> bits, int end)
    {
        private readonly ReadOnlySpan<byte> _bits = bits;
        private int _position;

        public uint Read()
        {
            int at = Math.Min(_position++, end);
            return (uint)(_bits[at >> 3] >> (at & 7)) & 1;
        }
    }
}
