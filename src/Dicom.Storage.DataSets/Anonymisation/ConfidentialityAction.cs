namespace Dicom.Storage.DataSets;

/// <summary>What is done to an element (PS3.15 table E.1-1a); the first ones have the numbers of the generated table.</summary>
internal enum ConfidentialityAction
{
    Remove = 1,
    Empty = 2,
    Replace = 3,
    ReplaceUid = 4,
    ReplaceUidsWithin = 5,
    Keep = 6,
    Clean = 7,
}
