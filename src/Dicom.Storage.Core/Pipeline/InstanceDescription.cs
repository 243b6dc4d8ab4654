namespace Dicom.Storage.Core;

/// <summary>What the header of a received object says: where it belongs and what the index will hold.</summary>
/// <param name="Key">Whose object it is, and its UIDs.</param>
/// <param name="Metas">Its rows.</param>
public sealed record InstanceDescription(InstanceKey Key, InstanceMetas Metas)
{
    internal DateOnly? StudyDate => Metas.Store.StudyDate;
}
