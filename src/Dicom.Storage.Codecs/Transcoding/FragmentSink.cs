using System.Buffers.Binary;
using Dicom.Storage.DataSets;

namespace Dicom.Storage.Codecs;

/// <summary>Encapsulated Pixel Data, a fragment a frame, with a Basic or an Extended Offset Table (PS3.5 A.4, PS3.3 C.7.6.3.1.8).</summary>
internal sealed class FragmentSink(int frames, FrameScratch scratch, bool extendedTable) : FrameSink
{
    private const int ItemHeader = 8;

    private readonly FrameScratch.Piece[] _pieces = new FrameScratch.Piece[frames];

    public override long Length => _pieces.Sum(static piece => (long)piece.Length);

    public override async ValueTask PutAsync(int index, ReadOnlyMemory<byte> frame, CancellationToken cancellationToken) =>
        _pieces[index] = await scratch.KeepAsync(frame, cancellationToken).ConfigureAwait(false);

    public override void Complete(DicomDataset dataset)
    {
        DicomFragmentSequence fragments = new(DicomTag.PixelData, DicomVR.OB);
        byte[] offsets = new byte[_pieces.Length * 8];
        byte[] lengths = new byte[_pieces.Length * 8];
        long offset = 0;
        for (int i = 0; i < _pieces.Length; i++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(offsets.AsSpan(i * 8), offset);
            BinaryPrimitives.WriteInt64LittleEndian(lengths.AsSpan(i * 8), _pieces[i].Length + (_pieces[i].Length & 1));
            _pieces[i].AddTo(fragments);
            offset += ItemHeader + _pieces[i].Length + (_pieces[i].Length & 1);
        }

        if (extendedTable || offset > uint.MaxValue)
        {
            // The Basic Offset Table is empty then (PS3.3 C.7.6.3.1.8).
            dataset.AddOrUpdate(new DicomElement(DicomTag.ExtendedOffsetTable, DicomVR.OV, offsets));
            dataset.AddOrUpdate(new DicomElement(DicomTag.ExtendedOffsetTableLengths, DicomVR.OV, lengths));
        }
        else
        {
            uint[] table = new uint[_pieces.Length];
            for (int i = 0; i < table.Length; i++)
                table[i] = (uint)BinaryPrimitives.ReadInt64LittleEndian(offsets.AsSpan(i * 8));
            fragments.SetOffsetTable(table);
        }

        dataset.AddOrUpdate(fragments);
    }
}
