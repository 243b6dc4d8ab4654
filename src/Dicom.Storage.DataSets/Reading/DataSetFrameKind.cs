namespace Dicom.Storage.DataSets;

/// <summary>What an open level holds.</summary>
internal enum DataSetFrameKind : byte
{
    DataSet,
    Item,
    Sequence,
    Fragments,
}
