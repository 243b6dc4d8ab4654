using Dicom.Storage.DataSets;

namespace Dicom.Storage.DcmDump;

/// <summary>Prints a file's elements, one a line, while it is read; of long values only their beginning is read.</summary>
internal sealed partial class TextTask(bool colours) : FileTask
{
    // Enough for what a line shows of a value, whatever the character set.
    private const int ShownBytes = 256;

    private readonly DataSetReader _reader = new(DicomTransferSyntax.ExplicitVRLittleEndian);
    private readonly DataSetReader _metaReader = DataSetReader.ForFileMeta();
    private readonly byte[] _value = new byte[ShownBytes];
    private readonly TextLines _lines = new(colours);
    private bool _isAwaited; // an element whose line is still to be written
    private int _held;

    protected override DumpFailure? Run(DumpInput input, FileOutput output, FileSource source)
    {
        _lines.Begin(output.Bytes);
        _lines.WriteTitle(input.Path, source.Syntax);
        if (source.Meta.HasMetaInformation)
            WriteMeta(source);
        return source.Syntax.IsDeflated ? WriteDeflated(output, source) : WriteDataSet(output, source);
    }

    private void WriteMeta(FileSource source)
    {
        ReadOnlySpan<byte> head = source.Head;
        ReadOnlySpan<byte> rest = head.Length > 132 && head.Slice(128, 4).SequenceEqual("DICM"u8) ? head[132..] : head.StartsWith("DICM"u8) ? head[4..] : head;
        _metaReader.Reset(DicomTransferSyntax.ExplicitVRLittleEndian);
        while (!rest.IsEmpty && _metaReader.Read(ref rest) == DataSetToken.Element)
        {
            _metaReader.TryReadValue(ref rest, out ReadOnlySpan<byte> value);
            _lines.WriteElement(_metaReader, value[..Math.Min(value.Length, ShownBytes)]);
        }

        _lines.WriteBlank();
    }

    private DumpFailure? WriteDataSet(FileOutput output, FileSource source)
    {
        _reader.Reset(source.Syntax);
        _isAwaited = false;
        for (ReadOnlySpan<byte> piece = source.Next(); !piece.IsEmpty; piece = source.Next())
        {
            if (!Walk(piece))
                return source.Failure(_reader.Failure!);
            if (_reader.ValueRemaining > 0 && !_isAwaited)
                _reader.PassOver(source.Skip(_reader.ValueRemaining));
            if (output.IsFull)
                output.WriteInTurn();
        }

        return _reader.Complete() ? null : source.Failure(_reader.Failure!);
    }

    private DumpFailure? WriteDeflated(FileOutput output, FileSource source)
    {
        _reader.Reset(source.Syntax);
        using var inflater = new DataSetInflater();
        _isAwaited = false;
        for (ReadOnlySpan<byte> piece = source.Next(); !piece.IsEmpty; piece = source.Next())
        {
            while (inflater.Inflate(ref piece, out ReadOnlySpan<byte> inflated))
            {
                if (!Walk(inflated))
                    return source.Failure(_reader.Failure!);
                if (output.IsFull)
                    output.WriteInTurn();
            }

            if (inflater.Failure is not null)
                break;
        }

        if (!inflater.Complete())
            return source.Failure(inflater.Failure!);
        return _reader.Complete() ? null : source.Failure(_reader.Failure!);
    }

}
