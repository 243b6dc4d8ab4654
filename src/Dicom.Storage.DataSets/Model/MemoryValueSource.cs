using System.Runtime.InteropServices;

namespace Dicom.Storage.DataSets;

/// <summary>Bytes in the caller's memory; values are slices of it.</summary>
internal sealed class MemoryValueSource(ReadOnlyMemory<byte> memory) : ValueSource
{
    public override long Length => memory.Length;

    public override ArraySegment<byte> Whole => MemoryMarshal.TryGetArray(memory, out ArraySegment<byte> segment) ? segment : default;

    protected override int ReadSome(long offset, Span<byte> buffer)
    {
        ReadOnlySpan<byte> rest = offset < memory.Length ? memory.Span[(int)offset..] : default;
        int count = Math.Min(rest.Length, buffer.Length);
        rest[..count].CopyTo(buffer);
        return count;
    }

    protected override ValueTask<int> ReadSomeAsync(long offset, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(ReadSome(offset, buffer.Span));
    }

    protected override void DisposeSource()
    {
    }
}
