namespace Dicom.Storage.DataSets;

/// <summary>A private element, whatever block its creator has in a data set (PS3.5 7.8.1).</summary>
/// <param name="Creator">The private creator, as it stands in the data set without padding.</param>
/// <param name="Group">The odd group.</param>
/// <param name="Element">The element within the block, <c>0x00</c> to <c>0xFF</c>.</param>
public readonly record struct DicomPrivateElement(string Creator, ushort Group, byte Element);
