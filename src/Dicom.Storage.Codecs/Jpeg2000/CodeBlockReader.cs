using System.Buffers;
using System.Runtime.InteropServices;

namespace Dicom.Storage.Codecs;

/// <summary>Decodes code-blocks by either coder, and puts their coefficients where the wavelet reads them. One instance serves one thread.</summary>
/// <param name="pieces">What the packets of a tile said of its code-blocks.</param>
internal sealed class CodeBlockReader(BlockPieces pieces) : IDisposable
{
    private const int MaxBlock = 4096;

    private readonly BlockSource _source = new();
    private readonly MqBlockDecoder _arithmetic = new();
    private readonly HtBlockDecoder _highThroughput = new();
    private readonly uint[] _block = ArrayPool<uint>.Shared.Rent(MaxBlock);

    /// <summary>Decodes a code-block.</summary>
    /// <param name="codestream">Where its pieces lie.</param>
    /// <param name="block">The code-block.</param>
    /// <param name="component">The component it is of.</param>
    /// <param name="band">The subband it is of.</param>
    /// <param name="target">Takes integers, or floats where the wavelet is irreversible, from the first of its coefficients on.</param>
    /// <param name="stride">Elements from row to row.</param>
    public void Read(ReadOnlySpan<byte> codestream, in CodeBlock block, TileComponent component, Subband band, Span<int> target, int stride)
    {
        if (block.FirstPiece == 0)
        {
            for (int y = 0; y < block.Height; y++)
                target.Slice(y * stride, block.Width).Clear();
            return;
        }

        int planes = band.BitPlanes + component.RoiShift - block.ZeroBitPlanes;
        if (planes < 1)
            throw Jpeg2000Errors.Invalid("a code-block has no bit-plane.");

        _source.Load(codestream, pieces, block);
        Span<uint> coefficients = _block.AsSpan(0, block.Width * block.Height);
        IBlockDecoder decoder = block.Coder == BlockCoder.HighThroughput ? _highThroughput : _arithmetic;
        decoder.Decode(
            new CodedBlock
            {
                Data = _source.Data,
                Segments = _source.Segments,
                Width = block.Width,
                Height = block.Height,
                BitPlanes = planes,
                RegionShift = component.RoiShift,
                Orientation = band.Orientation,
                Styles = component.Style.BlockStyles,
            },
            coefficients);
        if (component.RoiShift > 0 && block.Coder == BlockCoder.HighThroughput)
            CoefficientKernels.UnshiftRegion(coefficients, component.RoiShift);

        if (component.Style.IsReversible)
            CoefficientKernels.StoreReversible(coefficients, block.Width, target, stride);
        else
            CoefficientKernels.StoreIrreversible(coefficients, block.Width, band.Step, MemoryMarshal.Cast<int, float>(target), stride);
    }

    public void Dispose()
    {
        _source.Dispose();
        _arithmetic.Dispose();
        _highThroughput.Dispose();
        ArrayPool<uint>.Shared.Return(_block);
    }
}
