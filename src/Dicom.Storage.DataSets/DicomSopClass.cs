using System.Diagnostics.CodeAnalysis;

namespace Dicom.Storage.DataSets;

/// <summary>A service-object pair class of the standard (PS3.4, PS3.6 A).</summary>
public sealed partial class DicomSopClass
{
    private DicomSopClass(DicomUid uid, string keyword, string name, bool isStorage, bool isRetired)
    {
        Uid = uid;
        Keyword = keyword;
        Name = name;
        IsStorage = isStorage;
        IsRetired = isRetired;
    }

    /// <summary>Gets every SOP class of PS3.6 A, retired ones too.</summary>
    public static IReadOnlyList<DicomSopClass> All => Registry.All;

    /// <summary>
    /// Gets the classes whose objects a device may send with C-STORE (PS3.4 B.5, GG.3), retired ones too because devices in use
    /// still send them. Without the media directory, which is a file and never sent, and without storage commitment, which is no object.
    /// </summary>
    public static IReadOnlyList<DicomSopClass> StorageClasses => Registry.Storage;

    /// <summary>Gets the UID.</summary>
    public DicomUid Uid { get; }

    /// <summary>Gets the keyword, for example <c>CTImageStorage</c>.</summary>
    public string Keyword { get; }

    /// <summary>Gets the name in the standard.</summary>
    public string Name { get; }

    /// <summary>Gets whether it is one of <see cref="StorageClasses"/>.</summary>
    public bool IsStorage { get; }

    /// <summary>Gets whether the standard has retired it.</summary>
    public bool IsRetired { get; }

    /// <summary>Finds a class of the standard; a private one is not known.</summary>
    public static bool TryGet(DicomUid uid, [NotNullWhen(true)] out DicomSopClass? sopClass) => Registry.ByUid.TryGetValue(uid, out sopClass);

    /// <summary>Gets <see cref="Keyword"/>.</summary>
    public override string ToString() => Keyword;

    // Apart, so that it is filled after the properties of the other part, whatever the order of the files.
    private static class Registry
    {
        public static readonly DicomSopClass[] All = CreateAll();
        public static readonly DicomSopClass[] Storage = [.. All.Where(c => c.IsStorage)];
        public static readonly Dictionary<DicomUid, DicomSopClass> ByUid = All.ToDictionary(c => c.Uid);
    }
}
