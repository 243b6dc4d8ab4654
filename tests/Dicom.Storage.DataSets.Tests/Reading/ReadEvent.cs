namespace Dicom.Storage.DataSets.Tests;

/// <summary>One token with all the reader tells of it, and its value's bytes as a hash.</summary>
internal readonly record struct ReadEvent(DataSetToken Token, DicomTag Tag, DicomVR VR, uint Length, int Depth, int Fragment, ulong ValueHash);
