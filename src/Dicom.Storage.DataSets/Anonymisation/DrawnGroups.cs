namespace Dicom.Storage.DataSets;

/// <summary>
/// Overlay planes, groups 6000 to 60FE (PS3.3 C.9.2), and curves, groups 5000 to 50FE. What is drawn in them cannot be read, so
/// they are removed whatever the options: the data by table E.1-1, sizes and descriptions because a plane without data would be none.
/// </summary>
internal static class DrawnGroups
{
    public static bool Contains(DicomTag tag) => (tag.Group & 0xFF01) is 0x5000 or 0x6000;
}
