using Dicom.Storage.DataSets;

namespace Dicom.Storage.Network;

/// <summary>Service class specific information for a SOP class (PS3.7 D.3.3.5).</summary>
/// <param name="SopClassUid">The SOP class.</param>
/// <param name="Information">The bytes that its service class defines.</param>
public sealed record SopClassExtendedNegotiation(DicomUid SopClassUid, ReadOnlyMemory<byte> Information);
