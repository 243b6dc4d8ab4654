using System.Buffers;
using Dicom.Storage.DataSets;

namespace Dicom.Storage.DcmDump;

/// <summary>Writes a file as one document on one line. Nothing of it is printed unless all of it can be read.</summary>
internal abstract class DocumentTask(OutputFolder? folder) : FileTask
{
    /// <summary>Gets why the data set that was begun last could not be written.</summary>
    protected abstract DataSetFailure? Failure { get; }

    protected abstract void Begin(IBufferWriter<byte> output, DicomTransferSyntax syntax);

    /// <returns>False when the data set has failed.</returns>
    protected abstract bool Append(ReadOnlySpan<byte> piece);

    /// <returns>False when the data set is not whole.</returns>
    protected abstract bool Complete();

    protected override DumpFailure? Run(DumpInput input, FileOutput output, FileSource source)
    {
        if (folder is not null)
            return WriteFile(folder, input, output, source);
        if (!TryConvert(source, output, whenFull: null, out DumpFailure? failure))
        {
            // So much text that it cannot be held to the end: read it all once, and print it the second time.
            source.Rewind();
            output.Bytes.ResetWrittenCount();
            TryConvert(source, output, output.Bytes.ResetWrittenCount, out failure);
            output.Bytes.ResetWrittenCount();
            source.Rewind();
            if (failure is null)
                TryConvert(source, output, output.WriteInTurn, out failure);
        }

        if (failure is not null)
            output.Bytes.ResetWrittenCount();
        return failure;
    }

    private DumpFailure? WriteFile(OutputFolder folder, DumpInput input, FileOutput output, FileSource source)
    {
        using OutputFile file = folder.Create(input);
        void Drain()
        {
            file.Stream.Write(output.Bytes.WrittenSpan);
            output.Bytes.ResetWrittenCount();
        }

        TryConvert(source, output, Drain, out DumpFailure? failure);
        if (failure is null)
        {
            Drain();
            file.Keep();
        }

        output.Bytes.ResetWrittenCount();
        return failure;
    }

    // False when there is more than can be held, and nowhere to go with it.
    private bool TryConvert(FileSource source, FileOutput output, Action? whenFull, out DumpFailure? failure)
    {
        failure = null;
        Begin(output.Bytes, source.Syntax);
        for (ReadOnlySpan<byte> piece = source.Next(); !piece.IsEmpty && Append(piece); piece = source.Next())
        {
            if (!output.IsFull)
                continue;
            if (whenFull is null)
                return false;
            whenFull();
        }

        if (Complete())
            output.Bytes.Write("\n"u8);
        else
            failure = source.Failure(Failure!);
        return true;
    }
}
