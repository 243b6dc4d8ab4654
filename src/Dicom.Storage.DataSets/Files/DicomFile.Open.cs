using System.Diagnostics.CodeAnalysis;

namespace Dicom.Storage.DataSets;

/// <content>Opening.</content>
public sealed partial class DicomFile
{
    /// <summary>Opens a file.</summary>
    /// <exception cref="DicomFileException">It is no Part 10 file, or its data set cannot be read.</exception>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    public static DicomFile Open(string path, DicomOpenOptions? options = null) =>
        TryOpen(path, out DicomFile? file, out DataSetFailure? failure, options) ? file : throw new DicomFileException(failure);

    /// <summary>Opens a file that is read from a stream: one that can seek is kept and read where values lie, another is read to its end at once.</summary>
    /// <inheritdoc cref="Open(string, DicomOpenOptions?)"/>
    public static DicomFile Open(Stream stream, DicomOpenOptions? options = null) =>
        TryOpen(stream, out DicomFile? file, out DataSetFailure? failure, options) ? file : throw new DicomFileException(failure);

    /// <summary>Opens a file in memory, which is not copied and must not change.</summary>
    /// <inheritdoc cref="Open(string, DicomOpenOptions?)"/>
    public static DicomFile Open(ReadOnlyMemory<byte> bytes, DicomOpenOptions? options = null) =>
        TryOpen(bytes, out DicomFile? file, out DataSetFailure? failure, options) ? file : throw new DicomFileException(failure);

    /// <inheritdoc cref="Open(string, DicomOpenOptions?)"/>
    public static async Task<DicomFile> OpenAsync(string path, DicomOpenOptions? options, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        FileOpener opener = await FileOpener.OpenAsync(FileOpener.SourceOf(path), options, cancellationToken).ConfigureAwait(false);
        return opener.File ?? throw new DicomFileException(opener.Failure!);
    }

    /// <inheritdoc cref="Open(Stream, DicomOpenOptions?)"/>
    public static async Task<DicomFile> OpenAsync(Stream stream, DicomOpenOptions? options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stream);
        options ??= new DicomOpenOptions();
        ValueSource? source = stream.CanSeek ? new StreamValueSource(stream, options.LeaveOpen) : await FileOpener.ReadAllAsync(stream, options, cancellationToken).ConfigureAwait(false);
        if (source is null)
            throw new DicomFileException(FileOpener.TooLong(options));

        FileOpener opener = await FileOpener.OpenAsync(source, options, cancellationToken).ConfigureAwait(false);
        return opener.File ?? throw new DicomFileException(opener.Failure!);
    }

    /// <summary>Opens a file; what is wrong with its content is told, not thrown.</summary>
    /// <param name="path">The file.</param>
    /// <param name="file">The opened file, to be disposed.</param>
    /// <param name="failure">What is wrong when the result is false.</param>
    /// <param name="options">The defaults of <see cref="DicomOpenOptions"/> when null.</param>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    public static bool TryOpen(string path, [NotNullWhen(true)] out DicomFile? file, [NotNullWhen(false)] out DataSetFailure? failure, DicomOpenOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return TryOpen(FileOpener.SourceOf(path), out file, out failure, options);
    }

    /// <param name="stream">The stream, from its position on.</param>
    /// <inheritdoc cref="TryOpen(string, out DicomFile?, out DataSetFailure?, DicomOpenOptions?)"/>
    public static bool TryOpen(Stream stream, [NotNullWhen(true)] out DicomFile? file, [NotNullWhen(false)] out DataSetFailure? failure, DicomOpenOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        options ??= new DicomOpenOptions();
        ValueSource? source = stream.CanSeek ? new StreamValueSource(stream, options.LeaveOpen) : FileOpener.ReadAll(stream, options);
        if (source is not null)
            return TryOpen(source, out file, out failure, options);

        file = null;
        failure = FileOpener.TooLong(options);
        return false;
    }

    /// <param name="bytes">The file's bytes; not copied.</param>
    /// <inheritdoc cref="TryOpen(string, out DicomFile?, out DataSetFailure?, DicomOpenOptions?)"/>
    public static bool TryOpen(ReadOnlyMemory<byte> bytes, [NotNullWhen(true)] out DicomFile? file, [NotNullWhen(false)] out DataSetFailure? failure, DicomOpenOptions? options = null) =>
        TryOpen(new MemoryValueSource(bytes), out file, out failure, options);

    private static bool TryOpen(ValueSource source, [NotNullWhen(true)] out DicomFile? file, [NotNullWhen(false)] out DataSetFailure? failure, DicomOpenOptions? options)
    {
        FileOpener opener = FileOpener.Open(source, options);
        file = opener.File;
        failure = file is null ? opener.Failure! : null;
        return file is not null;
    }

    internal static DicomFile Make(ValueSource file, ValueSource values, FileHead head, DatasetBuilder builder) => new(file, values, head, builder);
}
