namespace Dicom.Storage.DataSets;

/// <summary>An element with what it takes to read its values: the VR in force, the character sets, and the data set for what it says about all its values.</summary>
internal readonly record struct ElementView(DicomElement Element, DicomVR VR, DicomCharacterSets CharacterSets, DicomDataset? Dataset);
