namespace Dicom.Storage.DataSets.Tests;

/// <summary>Counts what is written to it and keeps nothing.</summary>
internal sealed class CountingNullStream : ForwardStream
{
    public long Count { get; private set; }

    public override void Write(ReadOnlySpan<byte> buffer) => Count += buffer.Length;

    public override void Flush()
    {
    }
}
