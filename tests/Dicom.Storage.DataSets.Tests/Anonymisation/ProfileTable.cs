using Dicom.Storage.Testing;

namespace Dicom.Storage.DataSets.Tests;

/// <summary>Table E.1-1 as the file has it, and data sets with every element of it.</summary>
internal static class ProfileTable
{
    /// <summary>A sequence of the standard that the table does not list.</summary>
    public static readonly DicomTag Unlisted = DicomTag.ReferencedSeriesSequence;

    private static readonly Dictionary<AnonymizationProfile, string> s_columns = new()
    {
        [AnonymizationProfile.CleanDescriptors] = "cleanDescOpt",
        [AnonymizationProfile.CleanStructuredContent] = "cleanStructContOpt",
        [AnonymizationProfile.RetainLongitudinalFullDates] = "rtnLongFullDatesOpt",
        [AnonymizationProfile.RetainLongitudinalModifiedDates] = "rtnLongModifDatesOpt",
        [AnonymizationProfile.RetainUids] = "rtnUIDsOpt",
        [AnonymizationProfile.RetainPatientCharacteristics] = "rtnPatCharsOpt",
        [AnonymizationProfile.RetainDeviceIdentity] = "rtnDevIdOpt",
        [AnonymizationProfile.RetainInstitutionIdentity] = "rtnInstIdOpt",
        [AnonymizationProfile.CleanGraphics] = "cleanGraphOpt",
    };

    public static IEnumerable<(DicomTag Tag, IReadOnlyDictionary<string, string> Row)> Rows() =>
        from row in SharedFiles.ReadTable("dicom-standard/confidentiality-profile.tsv")
        where row["id"].Length == 8
        let id = row["id"] == "50xxxxxx" ? "50023000" : row["id"].Replace('x', '0')
        select (new DicomTag(Convert.ToUInt32(id, 16)), row);

    /// <summary>What the table has for an element under one option, or under none.</summary>
    public static string ActionFor(IReadOnlyDictionary<string, string> row, AnonymizationProfile option)
    {
        string cell = option == AnonymizationProfile.Basic ? string.Empty : row[s_columns[option]];
        return cell.Length > 0 ? cell : row["basicProfile"];
    }

    /// <summary>A data set with every element of the table.</summary>
    /// <param name="text">The value of text elements, of at most 16 characters.</param>
    public static DicomDataset Filled(string text)
    {
        var dataset = new DicomDataset();
        foreach ((DicomTag tag, _) in Rows())
            dataset.Add(Filled(tag, text));
        return dataset;
    }

    public static DicomItem Filled(DicomTag tag, string text)
    {
        DicomVR vr = DicomDictionary.GetImplicitVR(tag);
        if (vr == DicomVR.SQ)
            return new DicomSequence(tag, new DicomDataset().Add(DicomTag.PatientComments, text));
        if (vr.HasCharacterSet || vr == DicomVR.UR || vr == DicomVR.AE || vr == DicomVR.CS)
            return DicomElement.Create(tag, vr, DicomValidation.None, vr.HasCharacterSet || System.Text.Ascii.IsValid(text) ? text : "x");
        return Plain(tag, vr);
    }

    private static DicomElement Plain(DicomTag tag, DicomVR vr)
    {
        string? value = vr.ToString() switch
        {
            "DA" => "20240229",
            "DT" => "20240229123456.5+0100",
            "TM" => "123456",
            "AS" => "042Y",
            "IS" or "DS" => "77",
            "UI" => "1.3.6.1.4.1.5962.1." + tag.Element,
            _ => null,
        };
        return value is null ? new DicomElement(tag, vr, new byte[] { 7, 7, 7, 7 }) : DicomElement.Create(tag, vr, DicomValidation.None, value);
    }
}
