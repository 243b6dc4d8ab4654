namespace Dicom.Storage.DataSets;

/// <summary>How data sets are anonymised.</summary>
public sealed class DicomAnonymizerOptions
{
    /// <summary>Gets the options of the profile. <see cref="AnonymizationProfile.Basic"/> by default.</summary>
    public AnonymizationProfile Profile { get; init; }

    /// <summary>Gets what Patient's Name (0010,0010) becomes, in a character set of the data set. Null by default: it is emptied, as in table E.1-1.</summary>
    public string? PatientName { get; init; }

    /// <summary>Gets what Patient ID (0010,0020) becomes. Null by default: a pseudonym of 16 characters that the key and the old ID give, the same for all objects of a patient.</summary>
    public string? PatientId { get; init; }

    /// <summary>Gets private elements that are known to be safe, besides those that a data set names. None by default; without <see cref="AnonymizationProfile.RetainSafePrivate"/> they are removed too.</summary>
    public IReadOnlyCollection<DicomPrivateElement> SafePrivateElements { get; init; } = [];

    /// <summary>Gets how far <see cref="AnonymizationProfile.RetainLongitudinalModifiedDates"/> moves dates back at most, in days; each patient's are moved by 1 day at least. 1 to 36,500; 3,650 by default.</summary>
    public int MaxDateShiftDays
    {
        get;
        init => field = OptionRange.Check(value, 1, 36_500);
    } = 3_650;

    /// <summary>Gets how deep sequences may be nested, in levels; deeper ones are removed. 1 to 1,024; 64 by default.</summary>
    public int MaxDepth
    {
        get;
        init => field = OptionRange.Check(value, 1, 1_024);
    } = 64;
}
