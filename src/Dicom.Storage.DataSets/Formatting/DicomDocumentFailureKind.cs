namespace Dicom.Storage.DataSets;

/// <summary>Why a document cannot be read as a data set.</summary>
public enum DicomDocumentFailureKind
{
    /// <summary>It is no JSON (RFC 8259), or no XML 1.0, or has what is not accepted: a byte order mark before JSON, a document type in XML.</summary>
    Syntax = 1,

    /// <summary>It is JSON or XML, but not the DICOM JSON model (PS3.18 F.2) or the Native DICOM Model (PS3.19 A.1).</summary>
    Structure = 2,

    /// <summary>A value is none of its VR: bad Base64, a number out of range, text that would be several values.</summary>
    Value = 3,

    /// <summary>A limit of <see cref="DicomDocumentReadOptions"/> is passed.</summary>
    Limit = 4,
}
