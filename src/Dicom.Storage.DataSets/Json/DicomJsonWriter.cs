using System.Text.Encodings.Web;
using System.Text.Json;

namespace Dicom.Storage.DataSets;

/// <summary>
/// Writes a data set as a DICOM JSON object (PS3.18 F.2) while its bytes arrive, without building it in memory: given every byte in
/// any split, it keeps no reference to the caller's memory and holds one text value at most.
/// </summary>
/// <remarks>
/// <para>Text becomes UTF-8 and Specific Character Set (0008,0005) says ISO_IR 192. DS and IS are numbers where their text is one that
/// a 64-bit float holds, digit by digit as it was written, else strings; so are SV and UV from 2^53 on, and NaN, Infinity and
/// -Infinity of FL and FD (PS3.18 F.2.3). Group lengths and Data Set Trailing Padding are left out. An element of VR UN stays UN, in Base64,
/// known to the dictionary or not; a VR unknown to PS3.5 is written as UN.</para>
/// <para>What is written stays in the <see cref="Utf8JsonWriter"/> until its owner flushes it; doing so between two calls of
/// <see cref="Append"/> bounds memory by a small multiple of the piece given. After a failure the JSON is not whole. Not for use by two threads at once.</para>
/// </remarks>
public sealed class DicomJsonWriter : IDisposable
{
    private readonly DocumentFeed _feed;

    /// <summary>Makes a writer at the first byte of a data set.</summary>
    /// <param name="json">Where the object goes, as the next value; <see cref="WriterOptions"/> suit it. Not disposed of here.</param>
    /// <param name="syntax">How the data set is encoded.</param>
    /// <param name="options">The defaults of <see cref="DicomDocumentOptions"/> when null.</param>
    public DicomJsonWriter(Utf8JsonWriter json, DicomTransferSyntax syntax, DicomDocumentOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(syntax);
        options ??= new DicomDocumentOptions();
        _feed = new DocumentFeed(new JsonFormatter(json, options), syntax, options);
    }

    /// <summary>
    /// Gets options for the <see cref="Utf8JsonWriter"/>: characters beyond ASCII as they are and not as <c>\u</c> escapes, room for the
    /// deepest nesting that <see cref="DataSetLimits.MaxDepth"/> allows, no second check of the structure.
    /// </summary>
    public static JsonWriterOptions WriterOptions { get; } = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = 4_096,
        SkipValidation = true,
    };

    /// <summary>Gets why the data set cannot be written; null as long as all is well.</summary>
    public DataSetFailure? Failure => _feed.Failure;

    /// <summary>Gets what breaks a rule without making the data set ambiguous.</summary>
    public DataSetAnomalies Anomalies => _feed.Anomalies;

    /// <summary>Writes a data set of the model as a DICOM JSON object, as the next value. Values that are in the file are read in pieces.</summary>
    /// <exception cref="IOException">The data set's file cannot be read.</exception>
    public static void Write(Utf8JsonWriter json, DicomDataset dataset, DicomDocumentOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(dataset);
        using var formatter = new JsonFormatter(json, options ?? new DicomDocumentOptions());
        new DatasetWalk(formatter, dataset).Run();
    }

    /// <summary>Takes the next bytes of the data set.</summary>
    /// <returns>False once the data set has failed; further bytes are ignored.</returns>
    public bool Append(ReadOnlySpan<byte> bytes) => _feed.Append(bytes);

    /// <summary>Says that the data set ends here, and ends the JSON object.</summary>
    /// <returns>False, with <see cref="DataSetFailureKind.Incomplete"/>, when that is inside an element, item, sequence or fragment.</returns>
    public bool Complete() => _feed.Complete();

    /// <summary>Starts over with another data set, which becomes the next value of the same <see cref="Utf8JsonWriter"/>.</summary>
    public void Reset(DicomTransferSyntax syntax)
    {
        ArgumentNullException.ThrowIfNull(syntax);
        _feed.Reset(syntax);
    }

    /// <summary>Gives pooled memory back.</summary>
    public void Dispose() => _feed.Dispose();
}
