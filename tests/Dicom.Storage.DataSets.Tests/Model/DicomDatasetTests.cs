namespace Dicom.Storage.DataSets.Tests;

public sealed class DicomDatasetTests
{
    [Fact]
    public void Items_are_in_the_order_of_their_tags_however_they_were_added()
    {
        var dataset = new DicomDataset
        {
            { DicomTag.PatientID, "4711" },
            { DicomTag.SOPInstanceUID, "1.2.3" },
            { DicomTag.Rows, 512 },
            { DicomTag.PatientName, "Doe^John" },
        };

        Assert.Equal([DicomTag.SOPInstanceUID, DicomTag.PatientName, DicomTag.PatientID, DicomTag.Rows], dataset.Select(i => i.Tag));
        Assert.Equal(4, dataset.Count);
    }

    [Fact]
    public void A_tag_that_is_there_is_not_added_again_but_updated()
    {
        var dataset = new DicomDataset { { DicomTag.PatientID, "1" } };

        Assert.Throws<ArgumentException>(() => dataset.Add(DicomTag.PatientID, "2"));
        Assert.Equal("1", dataset.GetString(DicomTag.PatientID));

        dataset.AddOrUpdate(DicomTag.PatientID, "2");
        Assert.Equal("2", dataset.GetString(DicomTag.PatientID));
        Assert.Equal(1, dataset.Count);
    }

    [Fact]
    public void Absent_empty_and_multiple_values_are_told_apart()
    {
        var dataset = new DicomDataset { { DicomTag.PatientID }, { DicomTag.ImageType, "ORIGINAL", "PRIMARY" } };

        Assert.True(dataset.Contains(DicomTag.PatientID));
        Assert.Equal(0, dataset.GetValueCount(DicomTag.PatientID));
        Assert.Equal(string.Empty, dataset.GetString(DicomTag.PatientID));
        Assert.Empty(dataset.GetValues<string>(DicomTag.PatientID));
        Assert.False(dataset.TryGetSingleValue<string>(DicomTag.PatientID, out _));
        Assert.Equal("none", dataset.GetSingleValueOrDefault(DicomTag.PatientID, "none"));

        Assert.Equal(2, dataset.GetValueCount(DicomTag.ImageType));
        Assert.Equal("ORIGINAL\\PRIMARY", dataset.GetString(DicomTag.ImageType));
        Assert.Equal("PRIMARY", dataset.GetValue<string>(DicomTag.ImageType, 1));
        Assert.Equal("none", dataset.GetValueOrDefault(DicomTag.ImageType, 2, "none"));
        Assert.False(dataset.TryGetSingleValue<string>(DicomTag.ImageType, out _));

        Assert.False(dataset.TryGetString(DicomTag.PatientName, out _));
        Assert.False(dataset.TryGetValues<string>(DicomTag.PatientName, out _));
    }

    [Fact]
    public void An_exception_names_the_element_and_what_to_do_but_no_value()
    {
        var dataset = new DicomDataset { { DicomTag.PatientID, "SECRET" }, { DicomTag.ImageType, "SECRET", "PRIMARY" } };

        Assert.Contains("(0010,0010) PatientName", Assert.Throws<DicomDataException>(() => dataset.GetString(DicomTag.PatientName)).Message, StringComparison.Ordinal);
        Assert.Contains("2 values", Assert.Throws<DicomDataException>(() => dataset.GetSingleValue<string>(DicomTag.ImageType)).Message, StringComparison.Ordinal);
        Assert.Contains("none at 2", Assert.Throws<DicomDataException>(() => dataset.GetValue<string>(DicomTag.ImageType, 2)).Message, StringComparison.Ordinal);
        string message = Assert.Throws<DicomDataException>(() => dataset.GetSingleValue<int>(DicomTag.PatientID)).Message;
        Assert.Contains("PatientID of VR LO", message, StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", message, StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", $"{dataset} {dataset.GetItem<DicomElement>(DicomTag.PatientID)}", StringComparison.Ordinal);
    }

    [Fact]
    public void Items_are_removed_by_tag_by_predicate_and_all()
    {
        var dataset = new DicomDataset { { DicomTag.PatientID, "1" }, { DicomTag.PatientName, "2" }, { DicomTag.Rows, 3 }, { DicomTag.Columns, 4 } };

        dataset.Remove(DicomTag.PatientName, DicomTag.StudyID);
        Assert.Equal([DicomTag.PatientID, DicomTag.Rows, DicomTag.Columns], dataset.Select(i => i.Tag));

        dataset.Remove(item => item.Tag.Group == 0x0028);
        Assert.Equal([DicomTag.PatientID], dataset.Select(i => i.Tag));

        Assert.Equal(0, dataset.Clear().Count);
    }

    [Fact]
    public void A_data_set_that_changes_while_it_is_walked_over_says_so()
    {
        var dataset = new DicomDataset { { DicomTag.PatientID, "1" }, { DicomTag.PatientName, "2" } };

        Assert.Throws<InvalidOperationException>(() =>
        {
            foreach (DicomItem item in dataset)
                dataset.Remove(item.Tag);
        });
    }

    [Fact]
    public void A_clone_is_changed_apart_from_what_it_was_made_of()
    {
        var dataset = new DicomDataset
        {
            { DicomTag.PatientID, "1" },
            { DicomTag.ReferencedStudySequence, new DicomDataset { { DicomTag.ReferencedSOPInstanceUID, "1.2" } } },
        };
        DicomDataset clone = dataset.Clone();

        clone.AddOrUpdate(DicomTag.PatientID, "2");
        clone.GetSequence(DicomTag.ReferencedStudySequence).Items[0].AddOrUpdate(DicomTag.ReferencedSOPInstanceUID, "1.3");
        clone.GetSequence(DicomTag.ReferencedStudySequence).Items.Add(new DicomDataset());

        Assert.Equal("1", dataset.GetString(DicomTag.PatientID));
        DicomDataset item = Assert.Single(dataset.GetSequence(DicomTag.ReferencedStudySequence).Items);
        Assert.Equal("1.2", item.GetString(DicomTag.ReferencedSOPInstanceUID));
    }

    [Fact]
    public void A_sequence_of_one_data_set_is_cloned_into_another()
    {
        var first = new DicomDataset { { DicomTag.ReferencedStudySequence, new DicomDataset { { DicomTag.ReferencedSOPInstanceUID, "1.2" } } } };
        var second = new DicomDataset(first);

        second.GetSequence(DicomTag.ReferencedStudySequence).Items[0].AddOrUpdate(DicomTag.ReferencedSOPInstanceUID, "1.3");

        Assert.Equal("1.2", first.GetSequence(DicomTag.ReferencedStudySequence).Items[0].GetString(DicomTag.ReferencedSOPInstanceUID));
    }

    [Fact]
    public void A_data_set_never_comes_to_be_within_itself()
    {
        var root = new DicomDataset();
        var item = new DicomDataset();
        root.Add(DicomTag.ReferencedStudySequence, item);
        root.GetSequence(DicomTag.ReferencedStudySequence).Items[0].Add(DicomTag.ReferencedSeriesSequence, new DicomDataset());
        IList<DicomDataset> inner = root.GetSequence(DicomTag.ReferencedStudySequence).Items[0].GetSequence(DicomTag.ReferencedSeriesSequence).Items;
        Assert.Throws<ArgumentException>(() => inner.Add(root));

        var sequence = new DicomSequence(DicomTag.ReferencedSeriesSequence, new DicomDataset());
        Assert.Throws<ArgumentException>(() => sequence.Items[0].Add(sequence));
    }

    [Fact]
    public void A_hundred_thousand_levels_are_cloned_and_measured_without_a_deep_stack()
    {
        var root = new DicomDataset();
        DicomDataset innermost = root;
        for (int i = 0; i < 100_000; i++)
        {
            var item = new DicomDataset();
            var sequence = new DicomSequence(DicomTag.ReferencedStudySequence);
            innermost.Append(sequence);
            sequence.Append(item);
            innermost = item;
        }

        // Each level: sequence 12, item 8, two delimiters of 8 (PS3.5 7.5).
        Assert.Equal(100_000 * 36, DicomDatasetWriter.GetLength(root.Clone()));
    }

    [Fact]
    public void Items_inherit_the_character_sets_of_the_data_set_around_them()
    {
        var dataset = new DicomDataset
        {
            { DicomTag.SpecificCharacterSet, "ISO_IR 100" },
            { DicomTag.ReferencedStudySequence, new DicomDataset(), new DicomDataset { { DicomTag.SpecificCharacterSet, "ISO_IR 192" } } },
        };
        IList<DicomDataset> items = dataset.GetSequence(DicomTag.ReferencedStudySequence).Items;
        items[0].Add(new DicomElement(DicomTag.StudyDescription, DicomVR.LO, new byte[] { 0xC3, 0xA4 }));
        items[1].Add(new DicomElement(DicomTag.StudyDescription, DicomVR.LO, new byte[] { 0xC3, 0xA4 }));

        Assert.Equal("Ã¤", items[0].GetString(DicomTag.StudyDescription));
        Assert.Equal("ä", items[1].GetString(DicomTag.StudyDescription));

        // Out of the sequence it inherits nothing.
        DicomDataset removed = items[0];
        items.RemoveAt(0);
        Assert.Same(DicomCharacterSets.Default, removed.CharacterSets);
    }

    [Fact]
    public void A_tag_that_no_dictionary_has_needs_a_VR()
    {
        var dataset = new DicomDataset();

        Assert.Throws<DicomDataException>(() => dataset.Add(new DicomTag(0x0011, 0x1001), "x"));
        dataset.Add(DicomVR.LO, new DicomTag(0x0011, 0x1001), "x");
        Assert.Equal("x", dataset.GetString(new DicomTag(0x0011, 0x1001)));
    }
}
