namespace Dicom.Storage.DataSets;

/// <summary>The bytes of one value: in an array, or still in the source they were read from.</summary>
/// <param name="Owner">What must not be disposed for the bytes to be valid; null for an array of its own.</param>
/// <param name="Array">Null as long as the bytes are only in the source.</param>
/// <param name="Offset">In the array, or in the source.</param>
internal readonly record struct RawValue(ValueSource? Owner, byte[]? Array, long Offset, long Length)
{
    public static RawValue Empty { get; } = Of([]);

    public bool IsInMemory => Array is not null;

    public static RawValue Of(byte[] bytes) => new(null, bytes, 0, bytes.Length);

    public static RawValue Of(ReadOnlyMemory<byte> bytes) =>
        System.Runtime.InteropServices.MemoryMarshal.TryGetArray(bytes, out ArraySegment<byte> segment) && segment.Array is { } array
            ? new RawValue(null, array, segment.Offset, segment.Count)
            : Of(bytes.ToArray());

    /// <summary>All bytes; what lies in the source is read into a new array.</summary>
    public ReadOnlyMemory<byte> Load()
    {
        if (TryGetMemory(out ReadOnlyMemory<byte> memory))
            return memory;

        byte[] bytes = NewArray();
        Read(0, bytes);
        return bytes;
    }

    public async ValueTask<ReadOnlyMemory<byte>> LoadAsync(CancellationToken cancellationToken)
    {
        if (TryGetMemory(out ReadOnlyMemory<byte> memory))
            return memory;

        byte[] bytes = NewArray();
        await ReadAsync(0, bytes, cancellationToken).ConfigureAwait(false);
        return bytes;
    }

    /// <summary>The value in an array of its own.</summary>
    public RawValue Copy()
    {
        byte[] bytes = NewArray();
        Read(0, bytes);
        return Of(bytes);
    }

    public bool TryGetMemory(out ReadOnlyMemory<byte> memory)
    {
        Owner?.ThrowIfDisposed();
        memory = Array is null ? default : Array.AsMemory((int)Offset, (int)Length);
        return Array is not null;
    }

    /// <summary>Fills the buffer from a position within the value.</summary>
    /// <exception cref="EndOfStreamException">The file has become shorter since it was opened.</exception>
    public void Read(long position, Span<byte> buffer)
    {
        if (TryGetMemory(out ReadOnlyMemory<byte> memory))
            memory.Span.Slice((int)position, buffer.Length).CopyTo(buffer);
        else if (Owner!.Read(Offset + position, buffer) < buffer.Length)
            throw Shortened();
    }

    /// <inheritdoc cref="Read"/>
    public async ValueTask ReadAsync(long position, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (TryGetMemory(out ReadOnlyMemory<byte> memory))
            memory.Slice((int)position, buffer.Length).CopyTo(buffer);
        else if (await Owner!.ReadAsync(Offset + position, buffer, cancellationToken).ConfigureAwait(false) < buffer.Length)
            throw Shortened();
    }

    public RawValue Slice(long offset, long length) => this with { Offset = Offset + offset, Length = length };

    // The length was checked against the source when the value was found, so memory is bounded by what is there.
    private byte[] NewArray() => Length <= System.Array.MaxLength
        ? GC.AllocateUninitializedArray<byte>((int)Length)
        : throw new InvalidOperationException($"A value of {Length} bytes does not fit into one array: open it as a stream.");

    private static EndOfStreamException Shortened() => new("The file is shorter than when it was opened.");
}
