using System.Buffers;

namespace Dicom.Storage.Codecs;

/// <summary>Puts the pieces of a code-block together for its decoder.</summary>
internal sealed class BlockSource : IDisposable
{
    private byte[] _data = ArrayPool<byte>.Shared.Rent(8 * 1024);
    private CodewordSegment[] _segments = ArrayPool<CodewordSegment>.Shared.Rent(256);
    private int _length;
    private int _segmentCount;

    public ReadOnlySpan<byte> Data => _data.AsSpan(0, _length + CodedBlock.Padding);

    public ReadOnlySpan<CodewordSegment> Segments => _segments.AsSpan(0, _segmentCount);

    public void Load(ReadOnlySpan<byte> codestream, BlockPieces pieces, in CodeBlock block)
    {
        _length = 0;
        _segmentCount = 0;
        for (int index = block.FirstPiece; index != 0;)
        {
            ref readonly BlockPiece piece = ref pieces[index - 1];
            Append(codestream.Slice(piece.Start, piece.Length));
            if (piece.StartsSegment)
                Begin(new CodewordSegment(_length - piece.Length, piece.Length, piece.Passes));
            else
                Extend(piece);
            index = piece.Next;
        }
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_data);
        ArrayPool<CodewordSegment>.Shared.Return(_segments);
        _data = [];
        _segments = [];
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        int needed = _length + bytes.Length + CodedBlock.Padding;
        if (needed > _data.Length)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, 2 * _data.Length));
            _data.AsSpan(0, _length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_data);
            _data = larger;
        }

        bytes.CopyTo(_data.AsSpan(_length));
        _length += bytes.Length;
    }

    private void Begin(CodewordSegment segment)
    {
        if (_segmentCount == _segments.Length)
        {
            CodewordSegment[] larger = ArrayPool<CodewordSegment>.Shared.Rent(2 * _segments.Length);
            _segments.CopyTo(larger.AsSpan());
            ArrayPool<CodewordSegment>.Shared.Return(_segments);
            _segments = larger;
        }

        _segments[_segmentCount++] = segment;
    }

    private void Extend(in BlockPiece piece)
    {
        ref CodewordSegment last = ref _segments[_segmentCount - 1];
        last = last with { Length = last.Length + piece.Length, Passes = last.Passes + piece.Passes };
    }
}
