namespace Dicom.Storage.DataSets;

/// <summary>The bytes of a frame: pieces one behind the other, and what is to be done to them.</summary>
/// <param name="Pieces">Fragments, or a part of a native value.</param>
/// <param name="SwapSize">The size of the words to be turned around to little endian, 1 for none.</param>
/// <param name="Skip">Bits to be left out at the front, after that: frames of single bits do not begin with a byte.</param>
/// <param name="Bits">The bits of the frame; -1 for all.</param>
internal readonly record struct FrameBytes(RawValue[] Pieces, int SwapSize = 1, int Skip = 0, long Bits = -1)
{
    public bool IsAsStored => SwapSize == 1 && Skip == 0 && (Bits < 0 || (Bits & 7) == 0);

    public long StoredLength => Pieces.Sum(piece => piece.Length);

    public long Length => Bits < 0 ? StoredLength : (Bits + 7) / 8;

    public ReadOnlyMemory<byte> Load()
    {
        if (IsAsStored && Pieces.Length == 1)
            return Pieces[0].Load();

        byte[] bytes = new byte[StoredLength];
        int position = 0;
        foreach (RawValue piece in Pieces)
        {
            piece.Read(0, bytes.AsSpan(position, (int)piece.Length));
            position += (int)piece.Length;
        }

        return Arrange(bytes);
    }

    public async ValueTask<ReadOnlyMemory<byte>> LoadAsync(CancellationToken cancellationToken)
    {
        if (IsAsStored && Pieces.Length == 1)
            return await Pieces[0].LoadAsync(cancellationToken).ConfigureAwait(false);

        byte[] bytes = new byte[StoredLength];
        int position = 0;
        foreach (RawValue piece in Pieces)
        {
            await piece.ReadAsync(0, bytes.AsMemory(position, (int)piece.Length), cancellationToken).ConfigureAwait(false);
            position += (int)piece.Length;
        }

        return Arrange(bytes);
    }

    /// <summary>Fills the beginning of a buffer with the frame.</summary>
    public async ValueTask ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (!IsAsStored)
        {
            (await LoadAsync(cancellationToken).ConfigureAwait(false)).CopyTo(buffer);
            return;
        }

        int position = 0;
        foreach (RawValue piece in Pieces)
        {
            await piece.ReadAsync(0, buffer.Slice(position, (int)piece.Length), cancellationToken).ConfigureAwait(false);
            position += (int)piece.Length;
        }
    }

    private ReadOnlyMemory<byte> Arrange(byte[] bytes)
    {
        ByteOrder.Swap(bytes, SwapSize);
        if (Bits < 0)
            return bytes;

        int from = Skip / 8;
        int shift = Skip % 8;
        int length = (int)Length;
        if (shift > 0)
        {
            // The first pixel is in the least significant bit (PS3.5 8.2).
            for (int i = 0; i < length; i++)
            {
                int next = from + i + 1 < bytes.Length ? bytes[from + i + 1] : 0;
                bytes[i] = (byte)((bytes[from + i] >> shift) | (next << (8 - shift)));
            }

            from = 0;
        }

        int rest = (int)(Bits & 7);
        if (rest > 0)
            bytes[from + length - 1] &= (byte)((1 << rest) - 1);
        return bytes.AsMemory(from, length);
    }
}
