using System.Buffers;

namespace Dicom.Storage.Codecs;

/// <summary>Decodes code-blocks of Part 1 (T.800 Annex D).</summary>
/// <remarks>
/// The passes go by pointers. What bounds them: <c>flags</c> has <see cref="BlockFlags.CountOf"/> words for the block's size,
/// <c>coefficients</c> width x height words, contexts and tables their fixed sizes, and the bit reader stops at its end by itself.
/// </remarks>
internal sealed unsafe partial class MqBlockDecoder : IBlockDecoder, IDisposable
{
    /// <summary>A magnitude takes one bit more than its planes, for its reconstruction point, and one is the sign's.</summary>
    public const int MaxBitPlanes = 30;

    private const int MaxSide = 1024;
    private const int MaxCoefficients = 4096;

    /// <summary>A block of 1,024 x 4 takes most words: 1,026 in each of three stripes.</summary>
    private const int MaxFlags = (MaxSide + 2) * 3;

    /// <summary>Passes before those that <see cref="CodeBlockStyles.Bypass"/> codes as plain bits (T.800 table D.9).</summary>
    private const int PassesBeforeBypass = 10;

    private readonly ulong[] _flags = ArrayPool<ulong>.Shared.Rent(MaxFlags);
    private readonly uint[] _contexts = new uint[MqStates.ContextCount];
    private readonly uint[] _region = ArrayPool<uint>.Shared.Rent(MaxCoefficients);
    private byte[] _bits = ArrayPool<byte>.Shared.Rent(16 * 1024);

    public void Decode(in CodedBlock block, Span<uint> coefficients)
    {
        int area = block.Width * block.Height;
        if (block.Width is < 1 or > MaxSide || block.Height is < 1 or > MaxSide || area > MaxCoefficients || coefficients.Length < area)
            throw new ArgumentOutOfRangeException(nameof(block), "A code-block has at most 1,024 columns or rows and 4,096 coefficients.");
        if (block.BitPlanes < 1 || Math.Max(block.BitPlanes - block.RegionShift, Math.Min(block.BitPlanes, block.RegionShift)) > MaxBitPlanes)
            throw Jpeg2000Errors.Unsupported($"{block.BitPlanes} bit-planes.");

        coefficients[..area].Clear();
        _flags.AsSpan(0, BlockFlags.CountOf(block.Width, block.Height)).Clear();
        MqStates.Reset(_contexts);
        fixed (uint* target = coefficients)
        fixed (ulong* flags = _flags)
        fixed (uint* contexts = _contexts)
        fixed (uint* states = MqStates.Words)
        fixed (byte* zeroCoding = ContextTables.ZeroCoding(block.Orientation))
        fixed (byte* candidates = ContextTables.Candidates(block.Orientation))
        fixed (byte* signs = ContextTables.Sign)
        {
            Work work = new()
            {
                Coefficients = target,
                Flags = flags + BlockFlags.StrideOf(block.Width) + 1,
                Contexts = contexts,
                States = states,
                ZeroCoding = zeroCoding,
                Candidates = candidates,
                Signs = signs,
                Width = block.Width,
                Height = block.Height,
                IsCausal = (block.Styles & CodeBlockStyles.VerticallyCausal) != CodeBlockStyles.None,
            };
            DecodeSegments(block, ref work, coefficients[..area]);
        }
    }

    public void Dispose()
    {
        ArrayPool<ulong>.Shared.Return(_flags);
        ArrayPool<uint>.Shared.Return(_region);
        ArrayPool<byte>.Shared.Return(_bits);
        _bits = [];
    }

    private void DecodeSegments(in CodedBlock block, ref Work work, Span<uint> coefficients)
    {
        // The first pass below the planes of a region of interest, if there are planes above and below.
        int firstBelow = block.RegionShift > 0 ? 3 * (block.BitPlanes - block.RegionShift) - 2 : 0;
        bool hasRegion = false;
        int pass = 0;
        foreach (CodewordSegment segment in block.Segments)
        {
            if (pass + segment.Passes > 3 * block.BitPlanes - 2)
                throw Jpeg2000Errors.Invalid("a code-block has more passes than bit-planes.");
            ReadOnlySpan<byte> bytes = block.Data.Slice(segment.Start, segment.Length);
            int room = SegmentBytes.RoomFor(bytes.Length);
            if (_bits.Length < room)
            {
                ArrayPool<byte>.Shared.Return(_bits);
                _bits = ArrayPool<byte>.Shared.Rent(room);
            }

            int length = SegmentBytes.Unstuff(bytes, _bits);
            fixed (byte* bits = _bits)
            {
                work.Mq = new MqReader(bits, length);
                work.Raw = new RawReader(bits, length);
                for (int i = 0; i < segment.Passes; i++)
                {
                    if (pass == firstBelow && pass > 0)
                    {
                        coefficients.CopyTo(_region);
                        hasRegion = true;
                    }

                    DecodePass(block, pass++, ref work);
                }
            }
        }

        if (hasRegion)
            RestoreRegion(coefficients);
    }

    // Below the planes of the region its coefficients have zeros only, which were decoded for their contexts.
    private void RestoreRegion(Span<uint> coefficients)
    {
        for (int i = 0; i < coefficients.Length; i++)
        {
            if (_region[i] != 0)
                coefficients[i] = _region[i];
        }
    }

    private void DecodePass(in CodedBlock block, int pass, ref Work work)
    {
        int plane = block.BitPlanes - 1 - (pass + 2) / 3;
        if (plane >= block.RegionShift)
            plane -= block.RegionShift;
        bool isRaw = (block.Styles & CodeBlockStyles.Bypass) != CodeBlockStyles.None && pass >= PassesBeforeBypass;
        switch ((pass + 2) % 3)
        {
            case 0 when isRaw:
                SignificanceRaw(ref work, plane);
                break;
            case 0:
                Significance(ref work, plane);
                break;
            case 1 when isRaw:
                RefinementRaw(ref work, plane);
                break;
            case 1:
                Refinement(ref work, plane);
                break;
            default:
                Cleanup(ref work, plane);
                if ((block.Styles & CodeBlockStyles.SegmentationSymbols) != CodeBlockStyles.None)
                    SkipSegmentationSymbol(ref work);
                break;
        }

        if ((block.Styles & CodeBlockStyles.ResetContexts) != CodeBlockStyles.None)
            MqStates.Reset(_contexts);
    }

    // T.800 D.5: 1010. It does not have to be right: OpenJPEG cuts lossy segments so short that their last decisions come out wrong.
    private static void SkipSegmentationSymbol(ref Work work)
    {
        for (int i = 0; i < 4; i++)
            work.Mq.Decode(ref work.Contexts[MqStates.UniformContext], ref *work.States);
    }

    /// <summary>What the passes of a block share.</summary>
    private ref struct Work
    {
        public uint* Coefficients;

        /// <summary>The word of the first column of the first stripe; the border lies before it.</summary>
        public ulong* Flags;
        public uint* Contexts;
        public uint* States;
        public byte* ZeroCoding;
        public byte* Candidates;
        public byte* Signs;
        public int Width;
        public int Height;
        public bool IsCausal;
        public MqReader Mq;
        public RawReader Raw;
    }
}
