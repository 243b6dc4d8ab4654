using System.Buffers;

namespace Dicom.Storage.DataSets;

/// <summary>A buffer as a stream.</summary>
internal sealed class BufferWriterStream(IBufferWriter<byte> output) : ForwardStream
{
    public override void Flush()
    {
    }

    public override void Write(ReadOnlySpan<byte> buffer) => output.Write(buffer);
}
