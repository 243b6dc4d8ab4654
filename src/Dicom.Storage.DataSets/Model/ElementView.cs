namespace Dicom.Storage.DataSets;

/// <summary>An element with what it takes to read its values: the VR in force and the character sets.</summary>
internal readonly record struct ElementView(DicomElement Element, DicomVR VR, DicomCharacterSets CharacterSets);
