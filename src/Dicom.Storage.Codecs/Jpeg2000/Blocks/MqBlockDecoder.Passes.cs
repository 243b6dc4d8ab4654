namespace Dicom.Storage.Codecs;

internal sealed unsafe partial class MqBlockDecoder
{
    private static void Significance(ref Work work, int plane)
    {
        MqReader mq = work.Mq;
        uint* contexts = work.Contexts;
        uint* states = work.States;
        byte* candidates = work.Candidates;
        int stride = BlockFlags.StrideOf(work.Width);
        uint value = 3u << plane;
        for (int top = 0; top < work.Height; top += BlockFlags.StripeHeight)
        {
            ulong* flag = work.Flags + top / BlockFlags.StripeHeight * stride;
            uint* column = work.Coefficients + top * work.Width;
            int rows = Math.Min(BlockFlags.StripeHeight, work.Height - top);
            for (int x = 0; x < work.Width; x++, flag++, column++)
            {
                ulong word = *flag;
                if ((word & BlockFlags.AllSignificant) == 0)
                    continue;
                for (int row = 0; row < rows; row++)
                {
                    int shift = BlockFlags.RowShift * row;
                    ulong shifted = word >> shift;
                    int context = candidates[shifted & BlockFlags.Window];
                    if (context == ContextTables.NoCandidate)
                        continue;
                    if (mq.Decode(ref contexts[context], ref *states) != 0)
                    {
                        byte label = work.Signs[BlockFlags.SignIndex(shifted)];
                        uint sign = mq.DecodeRandom(ref contexts[label & 0x7F], ref *states) ^ (uint)(label >> 7);
                        column[row * work.Width] = sign << 31 | value;
                        ulong mark = 1 | (ulong)sign << BlockFlags.SignShift;
                        word |= mark << (shift + 4);
                        BlockFlags.Spread(flag, stride, row, mark, work.IsCausal);
                    }

                    word |= BlockFlags.Visited << shift;
                }

                *flag = word;
            }
        }

        work.Mq = mq;
    }

    private static void Refinement(ref Work work, int plane)
    {
        MqReader mq = work.Mq;
        uint* contexts = work.Contexts;
        uint* states = work.States;
        int stride = BlockFlags.StrideOf(work.Width);
        for (int top = 0; top < work.Height; top += BlockFlags.StripeHeight)
        {
            ulong* flag = work.Flags + top / BlockFlags.StripeHeight * stride;
            uint* column = work.Coefficients + top * work.Width;
            for (int x = 0; x < work.Width; x++, flag++, column++)
            {
                ulong word = *flag;
                // Rows below the block are never significant.
                ulong left = word & ~(word >> BlockFlags.VisitedShift) & BlockFlags.Column;
                if (left == 0)
                    continue;
                do
                {
                    int shift = BlockFlags.FirstShift(left);
                    left &= left - 1;
                    ulong shifted = word >> shift;
                    uint bit = mq.DecodeRandom(ref contexts[MqStates.RefinementContextOf(shifted)], ref *states);
                    // The reconstruction point moves from the middle of the interval to that of its half.
                    column[BlockFlags.RowOf(shift) * work.Width] += (bit << (plane + 1)) - (1u << plane);
                    word |= BlockFlags.Refined << shift;
                }
                while (left != 0);

                *flag = word;
            }
        }

        work.Mq = mq;
    }

    private static void Cleanup(ref Work work, int plane)
    {
        MqReader mq = work.Mq;
        uint* contexts = work.Contexts;
        uint* states = work.States;
        byte* zeroCoding = work.ZeroCoding;
        int stride = BlockFlags.StrideOf(work.Width);
        uint value = 3u << plane;
        for (int top = 0; top < work.Height; top += BlockFlags.StripeHeight)
        {
            ulong* flag = work.Flags + top / BlockFlags.StripeHeight * stride;
            uint* column = work.Coefficients + top * work.Width;
            ulong inside = BlockFlags.Rows(work.Height - top);
            for (int x = 0; x < work.Width; x++, flag++, column++)
            {
                ulong word = *flag;
                ulong left = ~(word | word >> BlockFlags.VisitedShift) & inside;
                bool isKnown = false; // the coefficient at which a run of zeros ended is significant
                if (word == 0 && inside == BlockFlags.Column)
                {
                    if (mq.Decode(ref contexts[MqStates.RunContext], ref *states) == 0)
                        continue;
                    int row = (int)mq.Decode(ref contexts[MqStates.UniformContext], ref *states) << 1;
                    row |= (int)mq.Decode(ref contexts[MqStates.UniformContext], ref *states);
                    left &= ulong.MaxValue << (BlockFlags.RowShift * row + 4);
                    isKnown = true;
                }

                while (left != 0)
                {
                    int shift = BlockFlags.FirstShift(left);
                    left &= left - 1;
                    ulong shifted = word >> shift;
                    if (!isKnown && mq.Decode(ref contexts[zeroCoding[shifted & BlockFlags.Window]], ref *states) == 0)
                        continue;
                    isKnown = false;
                    byte label = work.Signs[BlockFlags.SignIndex(shifted)];
                    uint sign = mq.DecodeRandom(ref contexts[label & 0x7F], ref *states) ^ (uint)(label >> 7);
                    column[BlockFlags.RowOf(shift) * work.Width] = sign << 31 | value;
                    ulong mark = 1 | (ulong)sign << BlockFlags.SignShift;
                    word |= mark << (shift + 4);
                    BlockFlags.Spread(flag, stride, BlockFlags.RowOf(shift), mark, work.IsCausal);
                }

                *flag = word & ~(BlockFlags.Column << BlockFlags.VisitedShift);
            }
        }

        work.Mq = mq;
    }

    private static void SignificanceRaw(ref Work work, int plane)
    {
        int stride = BlockFlags.StrideOf(work.Width);
        for (int top = 0; top < work.Height; top += BlockFlags.StripeHeight)
        {
            ulong* flag = work.Flags + top / BlockFlags.StripeHeight * stride;
            uint* column = work.Coefficients + top * work.Width;
            int rows = Math.Min(BlockFlags.StripeHeight, work.Height - top);
            for (int x = 0; x < work.Width; x++, flag++, column++)
            {
                for (int row = 0; row < rows; row++)
                {
                    int shift = BlockFlags.RowShift * row;
                    ulong shifted = *flag >> shift;
                    if ((shifted & BlockFlags.Self) != 0 || (shifted & BlockFlags.Neighbours) == 0)
                        continue;
                    if (work.Raw.Read() != 0)
                    {
                        uint sign = work.Raw.Read();
                        column[row * work.Width] = sign << 31 | 3u << plane;
                        ulong mark = 1 | (ulong)sign << BlockFlags.SignShift;
                        *flag |= mark << (shift + 4);
                        BlockFlags.Spread(flag, stride, row, mark, work.IsCausal);
                    }

                    *flag |= BlockFlags.Visited << shift;
                }
            }
        }
    }

    private static void RefinementRaw(ref Work work, int plane)
    {
        int stride = BlockFlags.StrideOf(work.Width);
        for (int top = 0; top < work.Height; top += BlockFlags.StripeHeight)
        {
            ulong* flag = work.Flags + top / BlockFlags.StripeHeight * stride;
            uint* column = work.Coefficients + top * work.Width;
            for (int x = 0; x < work.Width; x++, flag++, column++)
            {
                for (int row = 0; row < BlockFlags.StripeHeight; row++)
                {
                    int shift = BlockFlags.RowShift * row;
                    if ((*flag >> shift & (BlockFlags.Self | BlockFlags.Visited)) != BlockFlags.Self)
                        continue;
                    column[row * work.Width] += (work.Raw.Read() << (plane + 1)) - (1u << plane);
                    *flag |= BlockFlags.Refined << shift;
                }
            }
        }
    }
}
