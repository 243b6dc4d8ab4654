namespace Dicom.Storage.DataSets;

/// <summary>An element of a document whose value is elsewhere.</summary>
/// <param name="Path">The sequences and items around the element, outermost first.</param>
/// <param name="Tag">The element's tag.</param>
/// <param name="VR">The element's VR.</param>
/// <param name="Uri">Where the value is, as the document says: untrusted. Relative URIs are the document's.</param>
public sealed record DicomBulkDataReference(IReadOnlyList<DicomPathStep> Path, DicomTag Tag, DicomVR VR, string Uri);
