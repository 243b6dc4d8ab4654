using System.Buffers.Binary;

namespace Dicom.Storage.DataSets;

/// <summary>Drives a formatter with a data set of the model. Values in the file are read in pieces.</summary>
internal sealed class DatasetWalk(DocumentFormatter formatter, DicomDataset dataset)
{
    private const int Piece = 61_440; // a multiple of every size of number

    private readonly byte[] _buffer = new byte[Piece];
    private bool _omitsFragments;

    public void Run()
    {
        var cursor = new DatasetCursor(dataset);
        formatter.Begin();
        for (DataSetToken token = cursor.Read(); token != DataSetToken.NeedMoreData; token = cursor.Read())
            Handle(cursor, token);
        formatter.End();
    }

    private void Handle(DatasetCursor cursor, DataSetToken token)
    {
        switch (token)
        {
            case DataSetToken.Element:
                Write((DicomElement)cursor.Item!);
                break;
            case DataSetToken.SequenceStart:
                formatter.BeginSequence(cursor.Item!.Tag);
                break;
            case DataSetToken.ItemStart:
                formatter.BeginItem();
                break;
            case DataSetToken.ItemEnd:
                formatter.EndItem();
                break;
            case DataSetToken.SequenceEnd:
                formatter.EndSequence();
                break;
            default:
                HandleFragments((DicomFragmentSequence)cursor.Item!, token, cursor.FragmentIndex);
                break;
        }
    }

    private void HandleFragments(DicomFragmentSequence fragments, DataSetToken token, int index)
    {
        if (token == DataSetToken.FragmentsStart)
        {
            _omitsFragments = formatter.IsLeftOut(fragments.Tag);
            if (!_omitsFragments)
                formatter.BeginBinary(fragments.Tag, fragments.VR, length: -1, bigEndian: false);
        }
        else if (!_omitsFragments && token == DataSetToken.Fragment)
        {
            RawValue value = fragments.RawItems[index];
            bool odd = (value.Length & 1) != 0;
            WriteItemHeader(0xE000FFFE, (uint)value.Length + (odd ? 1u : 0u));
            WritePieces(value, formatter.WriteBinary);
            if (odd)
                formatter.WriteBinary([0]);
        }
        else if (!_omitsFragments)
        {
            WriteItemHeader(0xE0DDFFFE, 0);
            formatter.EndBinary();
        }
    }

    private void Write(DicomElement element)
    {
        if (formatter.IsLeftOut(element.Tag))
            return;
        if (element.Text is { } text)
            formatter.WriteText(element.Tag, element.VR, text);
        else if (element.IsEmpty)
            formatter.WriteEmpty(element.Tag, element.VR);
        else if (element.VR.IsText)
            formatter.WriteText(element.Tag, element.VR, element.GetBuffer().Span);
        else if (DocumentFormatter.IsNumber(element.VR))
            WriteNumbers(element);
        else
            WriteBinary(element);
    }

    private void WriteNumbers(DicomElement element)
    {
        formatter.BeginNumbers(element.Tag, element.VR);
        WritePieces(element.Raw, bytes => formatter.WriteNumbers(element.VR, bytes, element.IsBigEndian));
        formatter.EndNumbers();
    }

    private void WriteBinary(DicomElement element)
    {
        formatter.BeginBinary(element.Tag, element.VR, element.Length, element.IsBigEndian);
        if (!formatter.IgnoresBinary)
            WritePieces(element.Raw, formatter.WriteBinary);
        formatter.EndBinary();
    }

    private void WritePieces(RawValue value, Action<ReadOnlySpan<byte>> write)
    {
        for (long position = 0; position < value.Length;)
        {
            Span<byte> piece = _buffer.AsSpan(0, (int)Math.Min(Piece, value.Length - position));
            value.Read(position, piece);
            write(piece);
            position += piece.Length;
        }
    }

    private void WriteItemHeader(uint tag, uint length)
    {
        Span<byte> header = stackalloc byte[8];
        BinaryPrimitives.WriteUInt32LittleEndian(header, tag);
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], length);
        formatter.WriteBinary(header);
    }
}
