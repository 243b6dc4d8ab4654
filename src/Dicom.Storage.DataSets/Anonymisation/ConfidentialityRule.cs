namespace Dicom.Storage.DataSets;

/// <summary>A row of table E.1-1.</summary>
internal readonly record struct ConfidentialityRule(uint Bits)
{
    private const uint OptionMask = 0x3FF;

    /// <summary>Gets what the basic profile does.</summary>
    public ConfidentialityAction Basic => (ConfidentialityAction)(Bits & 0xF);

    private AnonymizationProfile KeptBy => (AnonymizationProfile)((Bits >> 4) & OptionMask);

    private AnonymizationProfile CleanedBy => (AnonymizationProfile)((Bits >> 14) & OptionMask);

    /// <summary>Gets whether the element describes in free words what was done, and is no identity itself.</summary>
    public bool IsDescriptor => (CleanedBy & (AnonymizationProfile.CleanDescriptors | AnonymizationProfile.CleanStructuredContent)) != AnonymizationProfile.Basic;

    /// <summary>What is done under options. The options override the profile; of two of them, the one that keeps less.</summary>
    public ConfidentialityAction Under(AnonymizationProfile profile)
    {
        if ((CleanedBy & profile) != AnonymizationProfile.Basic)
            return ConfidentialityAction.Clean;
        return (KeptBy & profile) != AnonymizationProfile.Basic ? ConfidentialityAction.Keep : Basic;
    }

    public bool IsCleanedBy(AnonymizationProfile option) => (CleanedBy & option) != AnonymizationProfile.Basic;
}
