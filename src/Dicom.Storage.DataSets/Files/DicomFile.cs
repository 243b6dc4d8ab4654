namespace Dicom.Storage.DataSets;

/// <summary>
/// A Part 10 file (PS3.10 7): preamble, file meta information and a data set. Opened, it holds the file open: what is large is
/// read when it is asked for. Disposal closes the file and gives its memory back; no value can be read after that.
/// </summary>
public sealed partial class DicomFile : IDisposable
{
    private readonly ValueSource? _file;
    private readonly ValueSource? _values;
    private readonly FileHead _head;
    private readonly DicomTransferSyntax? _syntaxAsRead;

    /// <summary>Makes a file of a data set, to be saved.</summary>
    /// <param name="dataset">The data set; its SOP Class and Instance UID become those of the file meta information.</param>
    public DicomFile(DicomDataset dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        Dataset = dataset;
        FileMetaInfo = FileHead.MetaOf(dataset);
        Preamble = new byte[Part10Reader.PreambleLength];
        _head = FileHead.None;
    }

    private DicomFile(ValueSource file, ValueSource values, FileHead head, DatasetBuilder builder)
    {
        _file = file;
        _values = values;
        _head = head;
        _syntaxAsRead = builder.Dataset.TransferSyntax;
        Dataset = builder.Dataset;
        FileMetaInfo = head.Meta;
        Preamble = head.Preamble;
        Anomalies = builder.Anomalies | values.Anomalies | head.Meta.Anomalies;
        Failure = values.Failure ?? builder.Failure;
    }

    /// <summary>Gets the data set.</summary>
    public DicomDataset Dataset { get; }

    /// <summary>
    /// Gets or sets the file meta information (PS3.10 7.1). When a file is saved with changes, its transfer syntax, and the UIDs
    /// that the data set has too, are those of what is written.
    /// </summary>
    public DicomFileMeta FileMetaInfo
    {
        get;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            field = value;
        }
    }

    /// <summary>Gets or sets the 128 bytes in front of the prefix, for other uses than DICOM's (PS3.10 7.1); empty when the file had none.</summary>
    public ReadOnlyMemory<byte> Preamble
    {
        get;
        set
        {
            if (value.Length is not (0 or Part10Reader.PreambleLength))
                throw new ArgumentException("A preamble has 128 bytes.", nameof(value));
            field = value;
        }
    }

    /// <summary>Gets what breaks a rule without making the data set ambiguous.</summary>
    public DataSetAnomalies Anomalies { get; }

    /// <summary>Gets why reading ended before the end; null for a whole file, and always so unless <see cref="DicomOpenOptions.KeepWhatWasRead"/> is set.</summary>
    public DataSetFailure? Failure { get; }

    /// <summary>Closes the file and gives its memory back.</summary>
    public void Dispose()
    {
        _values?.Dispose();
        _file?.Dispose();
    }
}
