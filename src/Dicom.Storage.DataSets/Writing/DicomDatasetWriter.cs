using System.Buffers;
using System.IO.Compression;

namespace Dicom.Storage.DataSets;

/// <summary>
/// Writes a <see cref="DicomDataset"/> as the bytes of a transfer syntax, as C-STORE sends them: without the head of a file,
/// which <see cref="DicomFile.Save(Stream, DicomWriteOptions?)"/> writes.
/// </summary>
/// <remarks>
/// <para>Elements that were not changed are written as they were read. When anything was changed, or the encoding is another, group
/// lengths are left out (retired, PS3.5 7.2) and odd lengths made even.</para>
/// <para>Explicit VR written from implicit has the VRs of the dictionary; an element that came as UN gets its VR back when the
/// dictionary has one, and a value that is too long for the length field of its VR is written as UN (PS3.5 6.2.2).</para>
/// </remarks>
public static class DicomDatasetWriter
{
    /// <summary>Gets how many bytes will be written; for a deflated syntax before deflating.</summary>
    public static long GetLength(DicomDataset dataset, DicomWriteOptions? options = null)
    {
        (DicomTransferSyntax syntax, options) = Check(dataset, options);
        return new EncodedLengths(dataset, new EncodingRules(dataset, syntax, options.Lengths)).Total;
    }

    /// <summary>Writes the data set into a buffer.</summary>
    /// <exception cref="DicomDataException">The data set cannot be written in the transfer syntax, or text not in its character set.</exception>
    public static void Write(IBufferWriter<byte> output, DicomDataset dataset, DicomWriteOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(output);
        (DicomTransferSyntax syntax, options) = Check(dataset, options);
        if (syntax.IsDeflated)
        {
            using var stream = new BufferWriterStream(output);
            WriteDeflated(stream, dataset, syntax, options);
            return;
        }

        using var encoder = new DatasetEncoder(output, dataset, syntax, options.Lengths);
        while (encoder.Step())
        {
        }
    }

    /// <summary>Writes the data set into a stream, which stays open.</summary>
    /// <exception cref="DicomDataException">The data set cannot be written in the transfer syntax, or text not in its character set.</exception>
    public static void Write(Stream output, DicomDataset dataset, DicomWriteOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(output);
        (DicomTransferSyntax syntax, options) = Check(dataset, options);
        if (syntax.IsDeflated)
            WriteDeflated(output, dataset, syntax, options);
        else
            WritePieces(output, dataset, syntax, options);
    }

    /// <summary>Writes the data set into a stream, which stays open.</summary>
    /// <exception cref="DicomDataException">The data set cannot be written in the transfer syntax, or text not in its character set.</exception>
    public static Task WriteAsync(Stream output, DicomDataset dataset, DicomWriteOptions? options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(output);
        (DicomTransferSyntax syntax, options) = Check(dataset, options);
        return syntax.IsDeflated
            ? WriteDeflatedAsync(output, dataset, syntax, options, cancellationToken)
            : WritePiecesAsync(output, dataset, syntax, options, cancellationToken);
    }

    /// <exception cref="DicomDataException">Pixel Data would not be what the transfer syntax says.</exception>
    internal static (DicomTransferSyntax Syntax, DicomWriteOptions Options) Check(DicomDataset dataset, DicomWriteOptions? options)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        options ??= new DicomWriteOptions();
        DicomTransferSyntax syntax = options.TransferSyntax ?? dataset.TransferSyntax;
        bool changes = syntax != dataset.TransferSyntax && (syntax.IsEncapsulated || dataset.TransferSyntax.IsEncapsulated);
        if (changes && dataset.TryGetItem(DicomTag.PixelData, out DicomItem? pixels) && pixels is DicomFragmentSequence or DicomElement { IsEmpty: false })
        {
            throw new DicomDataException($"Pixel Data in {dataset.TransferSyntax} cannot be written in {syntax} as it stands: " +
                "transcode it, then set the data set's TransferSyntax.");
        }

        return (syntax, options);
    }

    private static void WritePieces(Stream output, DicomDataset dataset, DicomTransferSyntax syntax, DicomWriteOptions options)
    {
        using var buffer = new PieceBuffer();
        using var encoder = new DatasetEncoder(buffer, dataset, syntax, options.Lengths);
        bool more = true;
        while (more)
        {
            more = encoder.Step();
            if (more && buffer.Count < PieceBuffer.Enough)
                continue;

            output.Write(buffer.Written.Span);
            buffer.Clear();
        }
    }

    private static async Task WritePiecesAsync(Stream output, DicomDataset dataset, DicomTransferSyntax syntax, DicomWriteOptions options, CancellationToken cancellationToken)
    {
        using var buffer = new PieceBuffer();
        using var encoder = new DatasetEncoder(buffer, dataset, syntax, options.Lengths);
        bool more = true;
        while (more)
        {
            more = await encoder.StepAsync(cancellationToken).ConfigureAwait(false);
            if (more && buffer.Count < PieceBuffer.Enough)
                continue;

            await output.WriteAsync(buffer.Written, cancellationToken).ConfigureAwait(false);
            buffer.Clear();
        }
    }

    private static void WriteDeflated(Stream output, DicomDataset dataset, DicomTransferSyntax syntax, DicomWriteOptions options)
    {
        using var counter = new CountingStream(output);
        using (var deflate = new DeflateStream(counter, options.Compression, leaveOpen: true))
            WritePieces(deflate, dataset, syntax, options);

        output.Write(EndOf(counter.Count));
    }

    private static async Task WriteDeflatedAsync(Stream output, DicomDataset dataset, DicomTransferSyntax syntax, DicomWriteOptions options, CancellationToken cancellationToken)
    {
        var counter = new CountingStream(output);
        await using (counter.ConfigureAwait(false))
        {
            var deflate = new DeflateStream(counter, options.Compression, leaveOpen: true);
            await using (deflate.ConfigureAwait(false))
                await WritePiecesAsync(deflate, dataset, syntax, options, cancellationToken).ConfigureAwait(false);
        }

        await output.WriteAsync(EndOf(counter.Count), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What follows the deflated bytes: they are even in number (PS3.5 A.5), and of an empty data set the stream makes none, not even a final block (RFC 1951 3.2.3).</summary>
    private static byte[] EndOf(long deflated) => deflated == 0 ? [0x03, 0x00] : (deflated & 1) != 0 ? [0x00] : [];
}
