namespace Dicom.Storage.DataSets;

/// <summary>The keys of an attribute (PS3.18 F.2.2).</summary>
internal enum JsonKey
{
    Other,
    VR,
    Value,
    InlineBinary,
    BulkDataUri,
}
