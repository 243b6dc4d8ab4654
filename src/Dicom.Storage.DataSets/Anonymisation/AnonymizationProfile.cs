namespace Dicom.Storage.DataSets;

/// <summary>
/// The options of the Basic Application Level Confidentiality Profile (PS3.15 E.3), a column each of table E.1-1. Clean Pixel Data
/// and Clean Recognizable Visual Features are not here: no pixel is looked at or changed.
/// </summary>
[Flags]
public enum AnonymizationProfile
{
    /// <summary>The basic profile without an option (PS3.15 E.2).</summary>
    Basic = 0,

    /// <summary>Descriptions are kept when nothing known of the data set's identities is found in them, otherwise replaced (PS3.15 E.3.5). By rule only: a person should look at what was kept.</summary>
    CleanDescriptors = 1 << 0,

    /// <summary>The content of structured reports and acquisition contexts is kept and its texts and names are cleaned (PS3.15 E.3.4).</summary>
    CleanStructuredContent = 1 << 1,

    /// <summary>Dates and times stay as they are (PS3.15 E.3.6).</summary>
    RetainLongitudinalFullDates = 1 << 2,

    /// <summary>Dates are moved by a number of days that is the same for all objects of a patient; times of day stay (PS3.15 E.3.6).</summary>
    RetainLongitudinalModifiedDates = 1 << 3,

    /// <summary>UIDs stay as they are (PS3.15 E.3.9).</summary>
    RetainUids = 1 << 4,

    /// <summary>Age, sex, size, weight and the like stay (PS3.15 E.3.7).</summary>
    RetainPatientCharacteristics = 1 << 5,

    /// <summary>Serial numbers, station names and the like stay (PS3.15 E.3.8).</summary>
    RetainDeviceIdentity = 1 << 6,

    /// <summary>The names and addresses of institutions stay (PS3.15 E.3.11).</summary>
    RetainInstitutionIdentity = 1 << 7,

    /// <summary>Annotations of presentation states are kept and their texts cleaned (PS3.15 E.3.3). Overlays and curves are removed all the same, as what is drawn in them cannot be read.</summary>
    CleanGraphics = 1 << 8,

    /// <summary>Private elements stay that are known to be safe: by the data set's own word (0008,0300) or by <see cref="DicomAnonymizerOptions.SafePrivateElements"/> (PS3.15 E.3.10).</summary>
    RetainSafePrivate = 1 << 9,
}
