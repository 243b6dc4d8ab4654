namespace Dicom.Storage.Codecs;

internal sealed unsafe partial class MqBlockEncoder
{
    private static void Significance(ref Work work, int plane)
    {
        MqWriter mq = work.Mq;
        uint* contexts = work.Contexts;
        uint* states = work.States;
        byte* zeroCoding = work.ZeroCoding;
        int stride = BlockFlags.StrideOf(work.Width);
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
                    if ((shifted & BlockFlags.Self) != 0 || (shifted & BlockFlags.Neighbours) == 0)
                        continue;
                    uint coefficient = column[row * work.Width];
                    uint bit = coefficient >> plane & 1;
                    mq.Encode(bit, ref contexts[zeroCoding[shifted & BlockFlags.Window]], ref *states);
                    if (bit != 0)
                    {
                        uint sign = coefficient >> 31;
                        byte label = work.Signs[BlockFlags.SignIndex(shifted)];
                        mq.Encode(sign ^ (uint)(label >> 7), ref contexts[label & 0x7F], ref *states);
                        ulong mark = 1 | (ulong)sign << BlockFlags.SignShift;
                        word |= mark << (shift + 4);
                        BlockFlags.Spread(flag, stride, row, mark, isCausal: false);
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
        MqWriter mq = work.Mq;
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
                if ((word & ~(word >> BlockFlags.VisitedShift) & BlockFlags.Column) == 0)
                    continue;
                for (int row = 0; row < BlockFlags.StripeHeight; row++)
                {
                    int shift = BlockFlags.RowShift * row;
                    ulong shifted = word >> shift;
                    if ((shifted & (BlockFlags.Self | BlockFlags.Visited)) != BlockFlags.Self)
                        continue;
                    int context = (shifted & BlockFlags.Refined) != 0 ? MqStates.RefinementContext + 2
                        : (shifted & BlockFlags.Neighbours) != 0 ? MqStates.RefinementContext + 1
                        : MqStates.RefinementContext;
                    mq.Encode(column[row * work.Width] >> plane & 1, ref contexts[context], ref *states);
                    word |= BlockFlags.Refined << shift;
                }

                *flag = word;
            }
        }

        work.Mq = mq;
    }

    private static void Cleanup(ref Work work, int plane)
    {
        MqWriter mq = work.Mq;
        uint* contexts = work.Contexts;
        uint* states = work.States;
        byte* zeroCoding = work.ZeroCoding;
        int stride = BlockFlags.StrideOf(work.Width);
        for (int top = 0; top < work.Height; top += BlockFlags.StripeHeight)
        {
            ulong* flag = work.Flags + top / BlockFlags.StripeHeight * stride;
            uint* column = work.Coefficients + top * work.Width;
            int rows = Math.Min(BlockFlags.StripeHeight, work.Height - top);
            for (int x = 0; x < work.Width; x++, flag++, column++)
            {
                ulong word = *flag;
                int row = 0;
                bool isFirst = false; // the coefficient at which a run of zeros ended: its bit is known
                if (word == 0 && rows == BlockFlags.StripeHeight)
                {
                    while (row < BlockFlags.StripeHeight && (column[row * work.Width] >> plane & 1) == 0)
                        row++;
                    isFirst = row < BlockFlags.StripeHeight;
                    mq.Encode(isFirst ? 1u : 0, ref contexts[MqStates.RunContext], ref *states);
                    if (!isFirst)
                        continue;
                    mq.Encode((uint)row >> 1, ref contexts[MqStates.UniformContext], ref *states);
                    mq.Encode((uint)row & 1, ref contexts[MqStates.UniformContext], ref *states);
                }

                for (; row < rows; row++)
                {
                    int shift = BlockFlags.RowShift * row;
                    ulong shifted = word >> shift;
                    if ((shifted & (BlockFlags.Self | BlockFlags.Visited)) != 0)
                        continue;
                    uint coefficient = column[row * work.Width];
                    uint bit = coefficient >> plane & 1;
                    if (!isFirst)
                        mq.Encode(bit, ref contexts[zeroCoding[shifted & BlockFlags.Window]], ref *states);
                    isFirst = false;
                    if (bit == 0)
                        continue;
                    uint sign = coefficient >> 31;
                    byte label = work.Signs[BlockFlags.SignIndex(shifted)];
                    mq.Encode(sign ^ (uint)(label >> 7), ref contexts[label & 0x7F], ref *states);
                    ulong mark = 1 | (ulong)sign << BlockFlags.SignShift;
                    word |= mark << (shift + 4);
                    BlockFlags.Spread(flag, stride, row, mark, isCausal: false);
                }

                *flag = word & ~(BlockFlags.Column << BlockFlags.VisitedShift);
            }
        }

        work.Mq = mq;
    }
}
