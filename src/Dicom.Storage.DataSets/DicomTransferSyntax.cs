using System.Diagnostics.CodeAnalysis;

namespace Dicom.Storage.DataSets;

/// <summary>How a data set is encoded: byte order, explicit or implicit VR, deflate, encapsulation of Pixel Data (PS3.5 10, A).</summary>
public sealed partial class DicomTransferSyntax
{
    internal DicomTransferSyntax(DicomUid uid, string keyword, string name, bool isExplicitVR, bool isBigEndian, bool isDeflated, bool isEncapsulated, bool isRetired)
    {
        Uid = uid;
        Keyword = keyword;
        Name = name;
        IsExplicitVR = isExplicitVR;
        IsBigEndian = isBigEndian;
        IsDeflated = isDeflated;
        IsEncapsulated = isEncapsulated;
        IsRetired = isRetired;
    }

    /// <summary>Gets the UID (PS3.6 A).</summary>
    public DicomUid Uid { get; }

    /// <summary>Gets the keyword, for example <c>ExplicitVRLittleEndian</c>.</summary>
    public string Keyword { get; }

    /// <summary>Gets the name in the standard.</summary>
    public string Name { get; }

    /// <summary>Gets whether elements carry their VR (PS3.5 7.1.2).</summary>
    public bool IsExplicitVR { get; }

    /// <summary>Gets whether numbers have the high byte first (PS3.5 A.3).</summary>
    public bool IsBigEndian { get; }

    /// <summary>Gets whether the whole data set is deflated (PS3.5 A.5).</summary>
    public bool IsDeflated { get; }

    /// <summary>Gets whether Pixel Data is encapsulated in fragments (PS3.5 A.4).</summary>
    public bool IsEncapsulated { get; }

    /// <summary>Gets whether the standard has retired it.</summary>
    public bool IsRetired { get; }

    /// <summary>Gets every transfer syntax of PS3.6 A, retired ones too, in the order of their UIDs' arcs.</summary>
    public static IReadOnlyList<DicomTransferSyntax> All => Registry.All;

    /// <summary>Finds a transfer syntax of the standard; a private one is not known.</summary>
    public static bool TryGet(DicomUid uid, [NotNullWhen(true)] out DicomTransferSyntax? syntax) => Registry.ByUid.TryGetValue(uid, out syntax);

    /// <summary>Gets <see cref="Keyword"/>.</summary>
    public override string ToString() => Keyword;

    // Apart, so that it is filled after the properties of the other part, whatever the order of the files.
    private static class Registry
    {
        public static readonly DicomTransferSyntax[] All = CreateAll();
        public static readonly Dictionary<DicomUid, DicomTransferSyntax> ByUid = All.ToDictionary(s => s.Uid);
    }
}
