namespace Dicom.Storage.DataSets.Tests;

/// <summary>Each row of table E.1-1, on the first level and in an item, with the table's file as the oracle.</summary>
public sealed class ProfileTableTests
{
    private const string Marker = "Quux Marker";

    private static readonly byte[] s_key = "0123456789abcdef"u8.ToArray();

    // The table says X; the IODs need the attribute, so that its value goes but not the attribute. And X/Z, where the items stay with other UIDs.
    private static readonly Dictionary<uint, string> s_forTheIod = new()
    {
        [0x00102297] = "Z", [0x00102299] = "Z", [0x00700082] = "D", [0x00700083] = "D", [0x00081110] = "U*",
    };

    public static TheoryData<AnonymizationProfile> Options => [.. Enum.GetValues<AnonymizationProfile>().Where(option => option != AnonymizationProfile.RetainSafePrivate)];

    [Theory]
    [MemberData(nameof(Options))]
    public void Every_row_of_the_table_is_followed_at_every_level(AnonymizationProfile option)
    {
        DicomDataset before = ProfileTable.Filled(Marker);
        DicomDataset dataset = before.Clone();
        dataset.Add(ProfileTable.Unlisted, new DicomDataset().Add(ProfileTable.Unlisted, before.Clone()));

        new DicomAnonymizer(s_key, new DicomAnonymizerOptions { Profile = option }).Anonymize(dataset);

        DicomDataset inner = dataset.GetSequence(ProfileTable.Unlisted).Items[0].GetSequence(ProfileTable.Unlisted).Items[0];
        int rows = 0;
        foreach ((DicomTag tag, IReadOnlyDictionary<string, string> row) in ProfileTable.Rows())
        {
            string action = ProfileTable.ActionFor(row, option);
            if (action == row["basicProfile"])
                action = s_forTheIod.GetValueOrDefault(tag.Value, action);
            foreach (DicomDataset level in new[] { dataset, inner })
                Assert.True(IsDone(action, before.GetItem<DicomItem>(tag), level), $"{tag} {action} under {option}");
            rows++;
        }

        Assert.Equal(620, rows);
    }

    [Fact]
    public void An_action_that_depends_on_the_type_is_the_one_that_suits_every_type()
    {
        DicomDataset before = ProfileTable.Filled(Marker);
        DicomDataset dataset = before.Clone();
        new DicomAnonymizer(s_key).Anonymize(dataset);

        foreach ((DicomTag tag, IReadOnlyDictionary<string, string> row) in ProfileTable.Rows().Where(r => !s_forTheIod.ContainsKey(r.Tag.Value)))
        {
            string action = row["basicProfile"];
            string safest = action.Contains('D', StringComparison.Ordinal) ? "D" : action.Contains("U*", StringComparison.Ordinal) ? "U*" : action.Contains('Z', StringComparison.Ordinal) ? "Z" : action;
            Assert.True(IsDone(safest, before.GetItem<DicomItem>(tag), dataset), $"{tag} {safest}");
        }
    }

    private static bool IsDone(string actions, DicomItem before, DicomDataset after)
    {
        after.TryGetItem(before.Tag, out DicomItem? item);
        return actions.Split('/').Any(action => action switch
        {
            "X" => item is null,
            "Z" => item is DicomElement { IsEmpty: true } or DicomSequence { Items.Count: 0 },
            "D" => item is DicomSequence sequence ? HasItems(sequence) : item is DicomElement { IsEmpty: false } element && !IsSame(element, before),
            "U" => item is DicomElement && after.GetString(before.Tag).StartsWith("2.25.", StringComparison.Ordinal),
            "U*" => item is DicomSequence sequence && HasItems(sequence),
            "K" => item is DicomSequence sequence ? sequence.Items.Count == 1 : item is DicomElement element && IsSame(element, before),
            "C" => IsCleaned(item, before),
            _ => false,
        });
    }

    // What is in the items is anonymised too.
    private static bool HasItems(DicomSequence sequence) => sequence.Items.Count == 1 && !sequence.Items[0].Contains(DicomTag.PatientComments);

    // Dates are moved, times stay; a text without an identity stays; what cannot be cleaned is treated as by the basic profile.
    private static bool IsCleaned(DicomItem? item, DicomItem before)
    {
        if (item is not DicomElement element)
            return item is null or DicomSequence;
        bool isDate = before.VR == DicomVR.DA || before.VR == DicomVR.DT;
        return isDate ? !IsSame(element, before) && element.Length == ((DicomElement)before).Length : true;
    }

    private static bool IsSame(DicomElement element, DicomItem before) =>
        element.GetBuffer().Span.SequenceEqual(((DicomElement)before).GetBuffer().Span);
}
