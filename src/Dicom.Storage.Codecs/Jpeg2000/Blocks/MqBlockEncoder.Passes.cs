namespace Dicom.Storage.Codecs;

internal sealed unsafe partial class MqBlockEncoder
{
    private static void Significance(ref Work work, int plane)
    {
        MqWriter mq = work.Mq;
        uint* contexts = work.Contexts;
        uint* states = work.States;
        byte* candidates = work.Candidates;
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
                    int context = candidates[shifted & BlockFlags.Window];
                    if (context == ContextTables.NoCandidate)
                        continue;
                    uint coefficient = column[row * work.Width];
                    uint bit = coefficient >> plane & 1;
                    mq.Encode(bit, ref contexts[context], ref *states);
                    if (bit != 0)
                    {
                        uint sign = coefficient >> 31;
                        byte label = work.Signs[BlockFlags.SignIndex(shifted)];
                        mq.EncodeRandom(sign ^ (uint)(label >> 7), ref contexts[label & 0x7F], ref *states);
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
                ulong left = word & ~(word >> BlockFlags.VisitedShift) & BlockFlags.Column;
                if (left == 0)
                    continue;
                do
                {
                    int shift = BlockFlags.FirstShift(left);
                    left &= left - 1;
                    ulong shifted = word >> shift;
                    mq.EncodeRandom(column[BlockFlags.RowOf(shift) * work.Width] >> plane & 1, ref contexts[MqStates.RefinementContextOf(shifted)], ref *states);
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
        MqWriter mq = work.Mq;
        uint* contexts = work.Contexts;
        uint* states = work.States;
        byte* zeroCoding = work.ZeroCoding;
        int stride = BlockFlags.StrideOf(work.Width);
        for (int top = 0; top < work.Height; top += BlockFlags.StripeHeight)
        {
            ulong* flag = work.Flags + top / BlockFlags.StripeHeight * stride;
            uint* column = work.Coefficients + top * work.Width;
            ulong inside = BlockFlags.Rows(work.Height - top);
            for (int x = 0; x < work.Width; x++, flag++, column++)
            {
                ulong word = *flag;
                ulong left = ~(word | word >> BlockFlags.VisitedShift) & inside;
                bool isKnown = false; // the coefficient at which a run of zeros ends: its bit goes without saying
                if (word == 0 && inside == BlockFlags.Column)
                {
                    uint row = 0;
                    while (row < BlockFlags.StripeHeight && (column[row * work.Width] >> plane & 1) == 0)
                        row++;
                    isKnown = row < BlockFlags.StripeHeight;
                    mq.Encode(isKnown ? 1u : 0, ref contexts[MqStates.RunContext], ref *states);
                    if (!isKnown)
                        continue;
                    mq.Encode(row >> 1, ref contexts[MqStates.UniformContext], ref *states);
                    mq.Encode(row & 1, ref contexts[MqStates.UniformContext], ref *states);
                    left &= ulong.MaxValue << (BlockFlags.RowShift * (int)row + 4);
                }

                while (left != 0)
                {
                    int shift = BlockFlags.FirstShift(left);
                    left &= left - 1;
                    ulong shifted = word >> shift;
                    uint coefficient = column[BlockFlags.RowOf(shift) * work.Width];
                    uint bit = coefficient >> plane & 1;
                    if (!isKnown)
                        mq.Encode(bit, ref contexts[zeroCoding[shifted & BlockFlags.Window]], ref *states);
                    isKnown = false;
                    if (bit == 0)
                        continue;
                    uint sign = coefficient >> 31;
                    byte label = work.Signs[BlockFlags.SignIndex(shifted)];
                    mq.EncodeRandom(sign ^ (uint)(label >> 7), ref contexts[label & 0x7F], ref *states);
                    ulong mark = 1 | (ulong)sign << BlockFlags.SignShift;
                    word |= mark << (shift + 4);
                    BlockFlags.Spread(flag, stride, BlockFlags.RowOf(shift), mark, isCausal: false);
                }

                *flag = word & ~(BlockFlags.Column << BlockFlags.VisitedShift);
            }
        }

        work.Mq = mq;
    }
}
