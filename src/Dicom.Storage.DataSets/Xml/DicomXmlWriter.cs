using System.Buffers;

namespace Dicom.Storage.DataSets;

/// <summary>
/// Writes a data set as a Native DICOM Model document (PS3.19 A.1) while its bytes arrive, without building it in memory: given
/// every byte in any split, it keeps no reference to the caller's memory and holds one text value at most.
/// </summary>
/// <remarks>
/// <para>Text is UTF-8 and Specific Character Set (0008,0005) says ISO_IR 192; a character that XML 1.0 does not have, such as NUL or
/// ESC, becomes U+FFFD. Numbers of DS and IS are written as they stand. InlineBinary is little endian. The tag of a private element has 00 in
/// place of its block, which its <c>privateCreator</c> tells; it has the block where two blocks of a group have the same creator. Group lengths are left out.</para>
/// <para>The document is one line. What is written is in the buffer at once: its owner may send it on between two calls of
/// <see cref="Append"/>. After a failure the document is not whole. Not for use by two threads at once.</para>
/// </remarks>
public sealed class DicomXmlWriter : IDisposable
{
    private readonly DocumentFeed _feed;

    /// <summary>Makes a writer at the first byte of a data set.</summary>
    /// <param name="syntax">How the data set is encoded.</param>
    /// <param name="options">The defaults of <see cref="DicomDocumentOptions"/> when null.</param>
    public DicomXmlWriter(IBufferWriter<byte> output, DicomTransferSyntax syntax, DicomDocumentOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(syntax);
        options ??= new DicomDocumentOptions();
        _feed = new DocumentFeed(new XmlFormatter(output, options), syntax, options);
    }

    /// <summary>Gets why the data set cannot be written; null as long as all is well.</summary>
    public DataSetFailure? Failure => _feed.Failure;

    /// <summary>Gets what breaks a rule without making the data set ambiguous.</summary>
    public DataSetAnomalies Anomalies => _feed.Anomalies;

    /// <summary>Writes a data set of the model as a Native DICOM Model document. Values that are in the file are read in pieces.</summary>
    /// <exception cref="IOException">The data set's file cannot be read.</exception>
    public static void Write(IBufferWriter<byte> output, DicomDataset dataset, DicomDocumentOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(dataset);
        using var formatter = new XmlFormatter(output, options ?? new DicomDocumentOptions());
        new DatasetWalk(formatter, dataset).Run();
    }

    /// <summary>Takes the next bytes of the data set.</summary>
    /// <returns>False once the data set has failed; further bytes are ignored.</returns>
    public bool Append(ReadOnlySpan<byte> bytes) => _feed.Append(bytes);

    /// <summary>Says that the data set ends here, and ends the document.</summary>
    /// <returns>False, with <see cref="DataSetFailureKind.Incomplete"/>, when that is inside an element, item, sequence or fragment.</returns>
    public bool Complete() => _feed.Complete();

    /// <summary>Starts over with another data set, in a document of its own.</summary>
    public void Reset(DicomTransferSyntax syntax)
    {
        ArgumentNullException.ThrowIfNull(syntax);
        _feed.Reset(syntax);
    }

    /// <summary>Gives pooled memory back.</summary>
    public void Dispose() => _feed.Dispose();
}
