using Microsoft.Win32.SafeHandles;

namespace Dicom.Storage.Network;

/// <summary>The bytes of a data set to send, read into the places where they leave from.</summary>
internal abstract class StoreData : IDisposable
{
    /// <summary>Gets how many bytes there are; null when that is known only at the end.</summary>
    public abstract long? Length { get; }

    /// <summary>Fills the places in their order.</summary>
    /// <returns>The bytes read; less than there is place for only at the end.</returns>
    public abstract ValueTask<int> ReadAsync(IReadOnlyList<Memory<byte>> places, CancellationToken cancellationToken);

    public abstract void Dispose();

    /// <summary>A part of a file, read by one call for many places.</summary>
    internal sealed class OfFile(SafeFileHandle file, long offset) : StoreData
    {
        private readonly long _end = RandomAccess.GetLength(file);
        private long _position = offset;

        public override long? Length { get; } = RandomAccess.GetLength(file) - offset;

        public override async ValueTask<int> ReadAsync(IReadOnlyList<Memory<byte>> places, CancellationToken cancellationToken)
        {
            long capacity = places.Sum(p => (long)p.Length);
            long read = await RandomAccess.ReadAsync(file, places, _position, cancellationToken).ConfigureAwait(false);
            if (read < capacity && _position + read < _end)
                read = await FillAsync(places, cancellationToken).ConfigureAwait(false);
            _position += read;
            return (int)read;
        }

        public override void Dispose() => file.Dispose();

        /// <summary>The system gave less than there is: once more, place by place.</summary>
        private async ValueTask<long> FillAsync(IReadOnlyList<Memory<byte>> places, CancellationToken cancellationToken)
        {
            long total = 0;
            foreach (Memory<byte> place in places)
            {
                int filled = 0;
                while (filled < place.Length)
                {
                    int count = await RandomAccess.ReadAsync(file, place[filled..], _position + total, cancellationToken).ConfigureAwait(false);
                    if (count == 0)
                        return total;
                    filled += count;
                    total += count;
                }
            }

            return total;
        }
    }

    /// <summary>A stream from where it stands to its end.</summary>
    internal sealed class OfStream(Stream stream) : StoreData
    {
        public override long? Length { get; } = stream.CanSeek ? stream.Length - stream.Position : null;

        public override async ValueTask<int> ReadAsync(IReadOnlyList<Memory<byte>> places, CancellationToken cancellationToken)
        {
            int total = 0;
            foreach (Memory<byte> place in places)
            {
                int count = await stream.ReadAtLeastAsync(place, place.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
                total += count;
                if (count < place.Length)
                    break;
            }

            return total;
        }

        public override void Dispose()
        {
            // The stream is the caller's.
        }
    }

    /// <summary>Bytes in memory.</summary>
    internal sealed class OfMemory(ReadOnlyMemory<byte> bytes) : StoreData
    {
        private ReadOnlyMemory<byte> _rest = bytes;

        public override long? Length { get; } = bytes.Length;

        public override ValueTask<int> ReadAsync(IReadOnlyList<Memory<byte>> places, CancellationToken cancellationToken)
        {
            int total = 0;
            foreach (Memory<byte> place in places)
            {
                int count = Math.Min(place.Length, _rest.Length);
                _rest[..count].CopyTo(place);
                _rest = _rest[count..];
                total += count;
            }

            return new(total);
        }

        public override void Dispose()
        {
            // Nothing is held.
        }
    }
}
