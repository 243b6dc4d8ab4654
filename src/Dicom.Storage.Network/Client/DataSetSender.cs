using System.Buffers;

namespace Dicom.Storage.Network;

/// <summary>
/// Sends a data set in blocks of many PDVs: bytes are read straight to their place behind the headers, so nothing is copied, and each block leaves in
/// one write.
/// </summary>
internal sealed class DataSetSender : IDisposable
{
    private const int BlockLength = 256 * 1024;
    private readonly Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> _send;
    private readonly int _maxFragment;
    private readonly int _pdvs;
    private Block _block;
    private Block? _next;

    /// <summary>Makes a sender for one association.</summary>
    /// <param name="maxFragment">The most bytes of one PDV.</param>
    /// <param name="send">Sends one block.</param>
    public DataSetSender(int maxFragment, Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> send)
    {
        _send = send;
        _maxFragment = maxFragment;
        _pdvs = Math.Max(1, BlockLength / (maxFragment + PduWriter.DataHeaderSize));
        _block = new Block(_pdvs, maxFragment);
    }

    /// <summary>Sends a whole data set.</summary>
    /// <exception cref="EndOfStreamException">The source ended before the length it had told.</exception>
    public async ValueTask SendAsync(StoreData data, byte contextId, CancellationToken cancellationToken)
    {
        long sent = 0;
        int count = await data.ReadAsync(_block.Places, cancellationToken).ConfigureAwait(false);
        while (true)
        {
            int following = 0;
            bool isLast = data.Length is { } length ? sent + count >= length : count < _block.Capacity;
            if (!isLast && data.Length is null)
            {
                // Only the next block tells whether this one was the last.
                following = await data.ReadAsync((_next ??= new Block(_pdvs, _maxFragment)).Places, cancellationToken).ConfigureAwait(false);
                isLast = following == 0;
            }

            if (!isLast && count < _block.Capacity)
                throw new EndOfStreamException("The data set ended before its length.");
            await _send(_block.Frame(contextId, count, isLast), cancellationToken).ConfigureAwait(false);
            if (isLast)
                return;

            sent += count;
            if (_next is not null)
                (_block, _next) = (_next, _block);
            count = data.Length is null ? following : await data.ReadAsync(_block.Places, cancellationToken).ConfigureAwait(false);
        }
    }

    public void Dispose()
    {
        _block.Dispose();
        _next?.Dispose();
    }

    /// <summary>Pooled memory laid out as P-DATA-TF after P-DATA-TF, headers left free.</summary>
    private sealed class Block : IDisposable
    {
        private readonly byte[] _bytes;
        private readonly int _maxFragment;

        public Block(int pdvs, int maxFragment)
        {
            int stride = PduWriter.DataHeaderSize + maxFragment;
            _maxFragment = maxFragment;
            _bytes = ArrayPool<byte>.Shared.Rent(pdvs * stride);
            Memory<byte>[] places = new Memory<byte>[pdvs];
            for (int i = 0; i < pdvs; i++)
                places[i] = _bytes.AsMemory((i * stride) + PduWriter.DataHeaderSize, maxFragment);
            Places = places;
            Capacity = pdvs * maxFragment;
        }

        public IReadOnlyList<Memory<byte>> Places { get; }

        public int Capacity { get; }

        /// <summary>Writes the headers before the bytes that were read.</summary>
        public ReadOnlyMemory<byte> Frame(byte contextId, int count, bool isLast)
        {
            int position = 0;
            do
            {
                int fragment = Math.Min(count, _maxFragment);
                count -= fragment;
                byte control = isLast && count == 0 ? PdvHeader.LastFlag : (byte)0;
                PduWriter.WriteDataHeader(_bytes.AsSpan(position), contextId, control, fragment);
                position += PduWriter.DataHeaderSize + fragment;
            }
            while (count > 0);
            return _bytes.AsMemory(0, position);
        }

        public void Dispose() => ArrayPool<byte>.Shared.Return(_bytes);
    }
}
