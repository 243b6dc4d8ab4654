namespace Dicom.Storage.DataSets;

/// <summary>Says in the data set what was done to it (PS3.15 E.1.1, PS3.3 C.7.1.1).</summary>
internal static class AnonymizationMark
{
    private const string Method = "PS3.15 E.1 by Dicom.Storage";

    // CID 7050, in the order of its codes.
    private static readonly (AnonymizationProfile Option, string Code, string Meaning)[] s_codes =
    [
        (AnonymizationProfile.Basic, "113100", "Basic Application Confidentiality Profile"),
        (AnonymizationProfile.CleanGraphics, "113103", "Clean Graphics Option"),
        (AnonymizationProfile.CleanStructuredContent, "113104", "Clean Structured Content Option"),
        (AnonymizationProfile.CleanDescriptors, "113105", "Clean Descriptors Option"),
        (AnonymizationProfile.RetainLongitudinalFullDates, "113106", "Retain Longitudinal Temporal Information Full Dates Option"),
        (AnonymizationProfile.RetainLongitudinalModifiedDates, "113107", "Retain Longitudinal Temporal Information Modified Dates Option"),
        (AnonymizationProfile.RetainPatientCharacteristics, "113108", "Retain Patient Characteristics Option"),
        (AnonymizationProfile.RetainDeviceIdentity, "113109", "Retain Device Identity Option"),
        (AnonymizationProfile.RetainUids, "113110", "Retain UIDs Option"),
        (AnonymizationProfile.RetainSafePrivate, "113111", "Retain Safe Private Option"),
        (AnonymizationProfile.RetainInstitutionIdentity, "113112", "Retain Institution Identity Option"),
    ];

    public static void Add(DicomDataset root, AnonymizationProfile profile)
    {
        root.AddOrUpdate(DicomTag.PatientIdentityRemoved, "YES");
        AddMethod(root);
        AddCodes(root, profile);
        root.AddOrUpdate(DicomTag.LongitudinalTemporalInformationModified, profile switch
        {
            _ when profile.HasFlag(AnonymizationProfile.RetainLongitudinalFullDates) => "UNMODIFIED",
            _ when profile.HasFlag(AnonymizationProfile.RetainLongitudinalModifiedDates) => "MODIFIED",
            _ => "REMOVED",
        });
    }

    // What was done before was done by somebody who may have said so: it stays.
    private static void AddMethod(DicomDataset root)
    {
        root.TryGetValues(DicomTag.DeidentificationMethod, out string[]? methods);
        if (methods is null || !methods.Contains(Method))
            root.AddOrUpdate(DicomTag.DeidentificationMethod, [.. methods ?? [], Method]);
    }

    private static void AddCodes(DicomDataset root, AnonymizationProfile profile)
    {
        if (!root.TryGetSequence(DicomTag.DeidentificationMethodCodeSequence, out DicomSequence? codes))
        {
            codes = new DicomSequence(DicomTag.DeidentificationMethodCodeSequence);
            root.AddOrUpdate(codes);
        }

        HashSet<string> present = [.. codes.Items.Select(item => item.GetSingleValueOrDefault(DicomTag.CodeValue, string.Empty))];
        foreach ((AnonymizationProfile option, string code, string meaning) in s_codes)
        {
            if (profile.HasFlag(option) && present.Add(code))
                codes.Items.Add(DummyItems.Code(code, "DCM", meaning));
        }
    }
}
