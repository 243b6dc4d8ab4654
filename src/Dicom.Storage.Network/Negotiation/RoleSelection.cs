using Dicom.Storage.DataSets;

namespace Dicom.Storage.Network;

/// <summary>The roles that the requestor of the association may take for a SOP class (PS3.7 D.3.3.4).</summary>
/// <param name="SopClassUid">The SOP class.</param>
/// <param name="IsScu">Whether as service class user.</param>
/// <param name="IsScp">Whether as service class provider.</param>
public readonly record struct RoleSelection(DicomUid SopClassUid, bool IsScu, bool IsScp);
