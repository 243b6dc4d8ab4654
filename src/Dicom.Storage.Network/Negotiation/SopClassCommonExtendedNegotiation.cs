using Dicom.Storage.DataSets;

namespace Dicom.Storage.Network;

/// <summary>Service class and related general SOP classes of a SOP class (PS3.7 D.3.3.6).</summary>
/// <param name="SopClassUid">The SOP class.</param>
/// <param name="ServiceClassUid">The service class.</param>
/// <param name="RelatedSopClassUids">The general classes of which it is a specialization.</param>
public sealed record SopClassCommonExtendedNegotiation(DicomUid SopClassUid, DicomUid ServiceClassUid, IReadOnlyList<DicomUid> RelatedSopClassUids);
