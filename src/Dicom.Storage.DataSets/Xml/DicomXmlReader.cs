using System.Diagnostics.CodeAnalysis;
using System.Xml;

namespace Dicom.Storage.DataSets;

/// <summary>Reads Native DICOM Model documents (PS3.19 A.1) as data sets.</summary>
/// <remarks>
/// <para>Text becomes UTF-8, and Specific Character Set (0008,0005) says so where it is there or needed. A private element whose tag has 00 in place
/// of its block gets the block that its <c>privateCreator</c> has reserved, or the next free one. Numbers of values put them in order; missing ones are empty.</para>
/// <para>A document type is refused, so there are no entities to expand and nothing is fetched. Depth, size and number of elements are bounded
/// by <see cref="DicomDocumentReadOptions"/>, and whatever is wrong is a <see cref="DicomDocumentFailure"/> with its position.</para>
/// </remarks>
public static class DicomXmlReader
{
    /// <summary>Reads a document.</summary>
    /// <param name="xml">The document, in an encoding that it names or shows by its first bytes; stays open.</param>
    /// <param name="options">The defaults of <see cref="DicomDocumentReadOptions"/> when null.</param>
    /// <exception cref="DicomDocumentException">It is no XML, no Native DICOM Model, or passes a limit.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public static DicomDataset Read(Stream xml, DicomDocumentReadOptions? options = null) =>
        TryRead(xml, out DicomDataset? dataset, out DicomDocumentFailure? failure, options) ? dataset : throw new DicomDocumentException(failure);

    /// <summary>Reads a document; what is wrong with it is told, not thrown.</summary>
    /// <inheritdoc cref="Read"/>
    public static bool TryRead(
        Stream xml,
        [NotNullWhen(true)] out DicomDataset? dataset,
        [NotNullWhen(false)] out DicomDocumentFailure? failure,
        DicomDocumentReadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(xml);
        options ??= new DicomDocumentReadOptions();
        dataset = null;
        failure = null;
        using XmlReader reader = XmlReader.Create(xml, SettingsFor(options));
        var lines = (IXmlLineInfo)reader;
        try
        {
            using var datasets = new XmlDatasetReader(options);
            dataset = datasets.Read(reader);
        }
        catch (DocumentError error)
        {
            failure = new DicomDocumentFailure(error.Kind, Math.Max(1, lines.LineNumber), Math.Max(1, lines.LinePosition), error.Message);
        }
        catch (ArgumentException)
        {
            // The framework's reader fails so where a declaration names an encoding that the bytes before it are not in.
            failure = new DicomDocumentFailure(DicomDocumentFailureKind.Syntax, Math.Max(1, lines.LineNumber), Math.Max(1, lines.LinePosition),
                "The document is not in the encoding that it declares.");
        }
        catch (XmlException exception)
        {
            // The framework's messages may quote the document.
            failure = new DicomDocumentFailure(DicomDocumentFailureKind.Syntax, Math.Max(1, exception.LineNumber), Math.Max(1, exception.LinePosition),
                "The document is no XML from here on, or has a document type, or is too large.");
        }

        return failure is null;
    }

    private static XmlReaderSettings SettingsFor(DicomDocumentReadOptions options) => new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = options.MaxDocumentBytes,
        MaxCharactersFromEntities = 1_024,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        CloseInput = false,
    };
}
