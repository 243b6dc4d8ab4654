namespace Dicom.Storage.DataSets;

/// <summary>Look-ups in table E.1-1 of PS3.15.</summary>
internal static partial class ConfidentialityTable
{
    /// <summary>Finds the rule of a standard element; private ones have <see cref="PrivateRule"/> in common.</summary>
    public static bool TryGet(DicomTag tag, out ConfidentialityRule rule)
    {
        int index = TagSearch.IndexOf(Tags, tag.Value);
        if (index >= 0)
        {
            rule = new ConfidentialityRule(Rules[index]);
            return true;
        }

        for (int i = 0; i < RepeatingMasks.Length && !tag.IsPrivate; i++)
        {
            if ((tag.Value & RepeatingMasks[i]) == RepeatingTags[i])
            {
                rule = new ConfidentialityRule(RepeatingRules[i]);
                return true;
            }
        }

        rule = default;
        return false;
    }
}
