namespace Dicom.Storage.DataSets;

/// <summary>The attribute that is being read, its private block resolved.</summary>
internal readonly record struct XmlAttributeState(DicomTag Tag, DicomVR VR);
