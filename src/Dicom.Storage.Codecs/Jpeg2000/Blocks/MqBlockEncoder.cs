using System.Buffers;
using System.Numerics;

namespace Dicom.Storage.Codecs;

/// <summary>Encodes code-blocks of Part 1 into one codeword segment with all their passes (T.800 Annex D).</summary>
/// <remarks>
/// The passes go by pointers. What bounds them: flags as in <see cref="MqBlockDecoder"/>, <c>coefficients</c> width x height words,
/// and room for the bits of every decision that a block of this size can have in its bit-planes.
/// </remarks>
internal sealed unsafe partial class MqBlockEncoder : IDisposable
{
    public const int MaxSide = 64;

    /// <summary>
    /// A decision makes 15 bits at most, one of the uniform context 2. A column of four has in a plane a run with its place and three
    /// bits more, or four bits: 79 at most. Its four signs come once. So 31 bits for a coefficient of the first plane and 20 in each
    /// further one are never exceeded.
    /// </summary>
    private const int BytesPerBit = 4;

    private readonly ulong[] _flags = ArrayPool<ulong>.Shared.Rent(BlockFlags.CountOf(MaxSide, MaxSide));
    private readonly uint[] _contexts = new uint[MqStates.ContextCount];
    private byte[] _bits = ArrayPool<byte>.Shared.Rent(64 * 1024);

    /// <summary>Encodes a block.</summary>
    /// <param name="coefficients">Width x height of them, row by row: the sign in bit 31, below it the magnitude.</param>
    /// <param name="width">1 to 64.</param>
    /// <param name="height">1 to 64.</param>
    /// <param name="orientation">The subband.</param>
    /// <param name="planes">The bit-planes of the largest magnitude, at least 1: T.800 leaves blocks of zeros out.</param>
    /// <param name="segment">Takes the segment.</param>
    public void Encode(ReadOnlySpan<uint> coefficients, int width, int height, BandOrientation orientation, int planes, Jpeg2000Buffer segment)
    {
        if (width is < 1 or > MaxSide || height is < 1 or > MaxSide || coefficients.Length < width * height || planes is < 1 or > 31)
            throw new ArgumentOutOfRangeException(nameof(coefficients));
        int room = width * height * planes * BytesPerBit + 64;
        if (_bits.Length < room)
        {
            ArrayPool<byte>.Shared.Return(_bits);
            _bits = ArrayPool<byte>.Shared.Rent(room);
        }

        _flags.AsSpan(0, BlockFlags.CountOf(width, height)).Clear();
        MqStates.Reset(_contexts);
        fixed (uint* source = coefficients)
        fixed (ulong* flags = _flags)
        fixed (uint* contexts = _contexts)
        fixed (uint* states = MqStates.Words)
        fixed (byte* zeroCoding = ContextTables.ZeroCoding(orientation))
        fixed (byte* candidates = ContextTables.Candidates(orientation))
        fixed (byte* signs = ContextTables.Sign)
        fixed (byte* bits = _bits)
        {
            Work work = new()
            {
                Coefficients = source,
                Flags = flags + BlockFlags.StrideOf(width) + 1,
                Contexts = contexts,
                States = states,
                ZeroCoding = zeroCoding,
                Candidates = candidates,
                Signs = signs,
                Width = width,
                Height = height,
                Mq = new MqWriter(bits),
            };
            Cleanup(ref work, planes - 1);
            for (int plane = planes - 2; plane >= 0; plane--)
            {
                Significance(ref work, plane);
                Refinement(ref work, plane);
                Cleanup(ref work, plane);
            }

            int count = work.Mq.Complete();
            Span<byte> target = segment.GetSpan(SegmentBytes.StuffedRoomFor(count));
            segment.Advance(SegmentBytes.Stuff(_bits, count, target));
        }
    }

    public void Dispose()
    {
        ArrayPool<ulong>.Shared.Return(_flags);
        ArrayPool<byte>.Shared.Return(_bits);
        _bits = [];
    }

    /// <summary>What the passes of a block share.</summary>
    private ref struct Work
    {
        public uint* Coefficients;
        public ulong* Flags;
        public uint* Contexts;
        public uint* States;
        public byte* ZeroCoding;
        public byte* Candidates;
        public byte* Signs;
        public int Width;
        public int Height;
        public MqWriter Mq;
    }
}
