using Dicom.Storage.DataSets;

namespace Dicom.Storage.Core;

/// <summary>The head of an object in the instance store, read up to Pixel Data.</summary>
/// <param name="Meta">Its file meta information.</param>
/// <param name="Parser">Its header; to be disposed of.</param>
internal readonly record struct StoredHeader(DicomFileMeta Meta, DicomHeaderParser Parser)
{
    private const int BufferBytes = Part10Reader.MaxHeaderLength;

    /// <exception cref="DicomStorageException">It is no Part 10 file, or its data set cannot be read.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public static async ValueTask<StoredHeader> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        byte[] buffer = System.Buffers.ArrayPool<byte>.Shared.Rent(BufferBytes);
        DicomHeaderParser? parser = null;
        try
        {
            int length = await stream.ReadAtLeastAsync(buffer.AsMemory(0, BufferBytes), BufferBytes, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            if (!Part10Reader.TryRead(buffer.AsSpan(0, length), out DicomFileMeta? meta, out long offset, out DataSetFailure? failure))
                throw IndexReader.Refuse($"its object is no DICOM file ({failure.Message})");
            if (!DicomTransferSyntax.TryGet(meta.TransferSyntaxUid, out DicomTransferSyntax? syntax))
                syntax = DicomTransferSyntax.ExplicitVRLittleEndian;

            parser = new DicomHeaderParser(syntax, DicomMetaFactory.WantedTags);
            int start = (int)offset;
            while (length > 0 && !parser.ReachedPixelData)
            {
                if (!parser.Append(buffer.AsSpan(start, length - start)))
                    throw IndexReader.Refuse($"its object's header cannot be read ({parser.Failure!.Message})");
                start = 0;
                length = parser.ReachedPixelData ? 0 : await stream.ReadAsync(buffer.AsMemory(0, BufferBytes), cancellationToken).ConfigureAwait(false);
            }

            DicomHeaderParser result = parser;
            parser = null;
            return new StoredHeader(meta, result);
        }
        finally
        {
            parser?.Dispose();
            System.Buffers.ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
