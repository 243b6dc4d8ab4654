namespace Dicom.Storage.DataSets;

/// <content>Saving.</content>
public sealed partial class DicomFile
{
    private const int CopySize = 128 * 1024;

    /// <summary>Gets whether file meta information and preamble are those that were read.</summary>
    private bool IsHeadUntouched => _file is not null && ReferenceEquals(FileMetaInfo, _head.Meta) && Preamble.Span.SequenceEqual(_head.Preamble.Span);

    /// <summary>
    /// Saves the file. It is written beside the path and then put in its place, so that a file can be saved over itself and a
    /// failure leaves the old one. It is not flushed to the disk.
    /// </summary>
    /// <remarks>
    /// Without a change, and in its own transfer syntax, the file is copied byte for byte. Otherwise a head is written that says what
    /// follows it.
    /// </remarks>
    /// <exception cref="DicomDataException">The data set cannot be written in the transfer syntax, or text not in its character set.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path, DicomWriteOptions? options = null)
    {
        using FileReplacement replacement = FileReplacement.Begin(path);
        Save(replacement.Stream, options);
        replacement.Commit();
    }

    /// <summary>Writes the file into a stream, which stays open.</summary>
    /// <exception cref="DicomDataException">The data set cannot be written in the transfer syntax, or text not in its character set.</exception>
    public void Save(Stream stream, DicomWriteOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        (DicomTransferSyntax syntax, options) = DicomDatasetWriter.Check(Dataset, options);
        bool copied = IsCopied(syntax, options);
        stream.Write(HeadFor(syntax, copied).Span);
        if (copied)
            OpenDataSet().CopyTo(stream, CopySize);
        else
            DicomDatasetWriter.Write(stream, Dataset, options);
    }

    /// <inheritdoc cref="Save(string, DicomWriteOptions?)"/>
    public async Task SaveAsync(string path, DicomWriteOptions? options, CancellationToken cancellationToken)
    {
        FileReplacement replacement = FileReplacement.Begin(path);
        await using (replacement.ConfigureAwait(false))
        {
            await SaveAsync(replacement.Stream, options, cancellationToken).ConfigureAwait(false);
            replacement.Commit();
        }
    }

    /// <inheritdoc cref="Save(Stream, DicomWriteOptions?)"/>
    public async Task SaveAsync(Stream stream, DicomWriteOptions? options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stream);
        (DicomTransferSyntax syntax, options) = DicomDatasetWriter.Check(Dataset, options);
        bool copied = IsCopied(syntax, options);
        await stream.WriteAsync(HeadFor(syntax, copied), cancellationToken).ConfigureAwait(false);
        if (copied)
            await OpenDataSet().CopyToAsync(stream, CopySize, cancellationToken).ConfigureAwait(false);
        else
            await DicomDatasetWriter.WriteAsync(stream, Dataset, options, cancellationToken).ConfigureAwait(false);
    }

    private bool IsCopied(DicomTransferSyntax syntax, DicomWriteOptions options) =>
        _file is not null && Failure is null && !options.EncodeUnchanged && options.Lengths == DicomLengths.AsRead
        && ReferenceEquals(syntax, _syntaxAsRead) && !DatasetChanges.Any(Dataset);

    // Who writes the data set anew is the implementation that the head names.
    private ReadOnlyMemory<byte> HeadFor(DicomTransferSyntax syntax, bool copied)
    {
        bool same = copied || (ReferenceEquals(syntax, _syntaxAsRead) && !DatasetChanges.Any(Dataset));
        if (same && IsHeadUntouched && FileMetaInfo.TransferSyntaxUid == syntax.Uid)
            return _head.Bytes;

        DicomFileMeta meta = FileHead.Follow(FileMetaInfo, Dataset, syntax);
        if (!same)
            meta = meta with { ImplementationClassUid = DicomFileMeta.ImplementationClass, ImplementationVersionName = DicomFileMeta.ImplementationVersion };
        return FileHead.Write(meta, Preamble);
    }

    private ValueStream OpenDataSet() => new(new RawValue(_file, null, _head.Bytes.Length, _file!.Length - _head.Bytes.Length));
}
