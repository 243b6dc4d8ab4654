namespace Dicom.Storage.DataSets;

/// <summary>What is decided once for a whole data set: the options, and what stands for its patient.</summary>
internal sealed class AnonymizationContext
{
    private const AnonymizationProfile Cleaning =
        AnonymizationProfile.CleanDescriptors | AnonymizationProfile.CleanStructuredContent | AnonymizationProfile.CleanGraphics
        | AnonymizationProfile.RetainPatientCharacteristics | AnonymizationProfile.RetainDeviceIdentity | AnonymizationProfile.RetainSafePrivate;

    public AnonymizationContext(DicomDataset root, DicomAnonymizerOptions options, Pseudonyms pseudonyms)
    {
        Options = options;
        Pseudonyms = pseudonyms;
        if ((options.Profile & Cleaning) != AnonymizationProfile.Basic)
            Identity = IdentityWords.Collect(root);
        if (Has(AnonymizationProfile.RetainSafePrivate))
            SafePrivate = new SafePrivateElements(root, options);
        if (Has(AnonymizationProfile.RetainLongitudinalModifiedDates))
            Days = pseudonyms.Days(Patient(root), options.MaxDateShiftDays);
    }

    public DicomAnonymizerOptions Options { get; }

    public Pseudonyms Pseudonyms { get; }

    public AnonymizationTally Tally { get; } = new();

    /// <summary>Gets what texts are searched for; null when no option asks for it.</summary>
    public IdentityWords? Identity { get; }

    public SafePrivateElements? SafePrivate { get; }

    /// <summary>Gets how many days dates are moved back, 0 for none.</summary>
    public int Days { get; }

    public bool Has(AnonymizationProfile option) => (Options.Profile & option) != AnonymizationProfile.Basic;

    // Without an ID the study keeps its dates together, and nothing more.
    private static string Patient(DicomDataset root)
    {
        string id = root.TryGetString(DicomTag.PatientID, out string? found) ? found : string.Empty;
        if (id.Length > 0)
            return id;
        return root.TryGetString(DicomTag.StudyInstanceUID, out string? study) ? "study\0" + study : string.Empty;
    }
}
