using System.Buffers;
using System.Numerics;

namespace Dicom.Storage.Codecs;

/// <summary>Encodes code-blocks by one of the coders, whichever comes first. One instance serves one thread.</summary>
/// <param name="isHighThroughput">Whether by the coder of Part 15.</param>
/// <param name="segments">Takes the segments, one behind the other.</param>
/// <param name="blocks">Takes where they lie.</param>
internal sealed class CodeBlockWriter(bool isHighThroughput, Jpeg2000Buffer segments, EncodedBlock[] blocks) : IDisposable
{
    private readonly MqBlockEncoder _arithmetic = new();
    private readonly HtBlockEncoder _highThroughput = new();
    private readonly uint[] _block = ArrayPool<uint>.Shared.Rent(MqBlockEncoder.MaxSide * MqBlockEncoder.MaxSide);

    /// <summary>Gets the bit-planes that a block had more than its subband, at most.</summary>
    public int MorePlanes { get; private set; }

    /// <summary>Encodes a code-block.</summary>
    /// <param name="index">Its place in the list of blocks.</param>
    /// <param name="block">The code-block.</param>
    /// <param name="band">Its subband.</param>
    /// <param name="source">Its coefficients.</param>
    /// <param name="stride">Elements from row to row.</param>
    public void Write(int index, in CodeBlock block, Subband band, ReadOnlySpan<int> source, int stride)
    {
        Span<uint> values = _block.AsSpan(0, block.Width * block.Height);
        uint all = CoefficientKernels.Load(source, stride, block.Width, values);
        int bitPlanes = 32 - BitOperations.LeadingZeroCount(all);
        MorePlanes = Math.Max(MorePlanes, bitPlanes - band.BitPlanes);
        int start = segments.Length;
        if (bitPlanes > 0 && isHighThroughput)
            _highThroughput.Encode(values, block.Width, block.Height, bitPlanes, segments);
        else if (bitPlanes > 0)
            _arithmetic.Encode(values, block.Width, block.Height, band.Orientation, bitPlanes, segments);

        blocks[index] = new EncodedBlock(start, segments.Length - start, bitPlanes, isHighThroughput);
    }

    public void Dispose()
    {
        _arithmetic.Dispose();
        _highThroughput.Dispose();
        ArrayPool<uint>.Shared.Return(_block);
    }
}

/// <summary>A code-block as it was encoded: where its segment lies, and its bit-planes; none of them for a block of zeros.</summary>
internal readonly record struct EncodedBlock(int Start, int Length, int BitPlanes, bool IsHighThroughput)
{
    public int Passes => IsHighThroughput ? 1 : 3 * BitPlanes - 2;

    /// <summary>Gets the planes that the decoder is to count. The cleanup pass of Part 15 ends in the lowest, and has the bits of those above it.</summary>
    public int CodedPlanes => IsHighThroughput ? 1 : BitPlanes;
}
