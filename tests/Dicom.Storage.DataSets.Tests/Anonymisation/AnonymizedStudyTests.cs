using Dicom.Storage.Testing;

namespace Dicom.Storage.DataSets.Tests;

/// <summary>A study of several files, each anonymised on its own: what refers to each other still does.</summary>
public sealed class AnonymizedStudyTests
{
    private const string Root = "1.3.6.1.4.1.5962.99.";

    private static readonly byte[] s_key = "0123456789abcdef"u8.ToArray();

    [Fact]
    public void Reports_key_objects_and_segmentations_refer_to_the_anonymised_images()
    {
        DicomDataset[] images = [.. Enumerable.Range(1, 3).Select(Image)];
        DicomDataset keyObject = Report("1.2.840.10008.5.1.4.1.1.88.59", "20", images);
        DicomDataset report = Report("1.2.840.10008.5.1.4.1.1.88.22", "21", images);
        DicomDataset segmentation = Segmentation(images);
        var options = new DicomAnonymizerOptions { Profile = AnonymizationProfile.CleanStructuredContent };
        foreach (DicomDataset dataset in new[] { segmentation, images[2], keyObject, images[0], report, images[1] })
            new DicomAnonymizer(s_key, options).Anonymize(dataset); // each with an instance of its own, as in other runs

        string[] expected = [.. images.Select(image => image.GetString(DicomTag.SOPInstanceUID))];
        Assert.All(expected, uid => Assert.StartsWith("2.25.", uid, StringComparison.Ordinal));
        Assert.Equal(3, expected.Distinct().Count());
        string study = images[0].GetString(DicomTag.StudyInstanceUID);
        foreach (DicomDataset dataset in new[] { images[1], keyObject, report, segmentation })
            Assert.Equal(study, dataset.GetString(DicomTag.StudyInstanceUID));
        foreach (DicomDataset dataset in new[] { keyObject, report })
        {
            DicomDataset evidence = dataset.GetSequence(DicomTag.CurrentRequestedProcedureEvidenceSequence).Items[0];
            DicomDataset series = evidence.GetSequence(DicomTag.ReferencedSeriesSequence).Items[0];
            Assert.Equal(study, evidence.GetString(DicomTag.StudyInstanceUID));
            Assert.Equal(images[0].GetString(DicomTag.SeriesInstanceUID), series.GetString(DicomTag.SeriesInstanceUID));
            Assert.Equal(expected, Instances(series.GetSequence(DicomTag.ReferencedSOPSequence)));
            Assert.Equal(expected, dataset.GetSequence(DicomTag.ContentSequence).Items.SelectMany(item => Instances(item.GetSequence(DicomTag.ReferencedSOPSequence))));
        }

        Assert.Equal(expected, Instances(segmentation.GetSequence(DicomTag.SourceImageSequence)));
        Assert.Equal(images[0].GetString(DicomTag.FrameOfReferenceUID), segmentation.GetString(DicomTag.FrameOfReferenceUID));
        Assert.Equal("1.2.840.10008.5.1.4.1.1.2", segmentation.GetSequence(DicomTag.SourceImageSequence).Items[0].GetString(DicomTag.ReferencedSOPClassUID));
    }

    [Fact]
    public void In_the_corpus_what_a_file_refers_to_has_the_UID_that_the_file_itself_gets()
    {
        List<(string Uid, string New)> instances = [];
        List<(string Uid, string New)> references = [];
        foreach (string file in Corpus.Regular())
        {
            using DicomFile opened = DicomFile.Open(SharedFiles.Require("dicom/" + file));
            if (opened.Dataset.Contains(DicomTag.DirectoryRecordSequence) || !opened.Dataset.TryGetString(DicomTag.SOPInstanceUID, out string? uid))
                continue;
            string[] before = References(opened.Dataset);
            var options = new DicomAnonymizerOptions { Profile = AnonymizationProfile.CleanStructuredContent | AnonymizationProfile.CleanDescriptors | AnonymizationProfile.CleanGraphics };
            new DicomAnonymizer(s_key, options).Anonymize(opened);
            string[] after = References(opened.Dataset);
            instances.Add((uid, opened.Dataset.GetString(DicomTag.SOPInstanceUID)));
            Assert.True(opened.FileMetaInfo.MediaStorageSopInstanceUid.IsEmpty || uid != opened.FileMetaInfo.MediaStorageSopInstanceUid.Value || uid.StartsWith("1.2.840.10008.", StringComparison.Ordinal), file);
            if (before.Length == after.Length)
                references.AddRange(before.Zip(after));
        }

        Dictionary<string, string> map = instances.DistinctBy(i => i.Uid).ToDictionary(i => i.Uid, i => i.New);
        (string Uid, string New)[] resolved = [.. references.Where(r => map.ContainsKey(r.Uid))];
        Assert.True(resolved.Length >= 3, $"only {resolved.Length} references between files");
        Assert.All(resolved, reference => Assert.Equal(map[reference.Uid], reference.New));
    }

    private static string[] References(DicomDataset dataset)
    {
        List<string> found = [];
        var cursor = new DatasetCursor(dataset);
        DataSetToken token;
        while ((token = cursor.Read()) != DataSetToken.NeedMoreData)
        {
            if (token == DataSetToken.Element && cursor.Item!.Tag == DicomTag.ReferencedSOPInstanceUID)
                found.Add(cursor.Dataset.GetString(DicomTag.ReferencedSOPInstanceUID));
        }

        return [.. found];
    }

    private static string[] Instances(DicomSequence references) => [.. references.Items.Select(item => item.GetString(DicomTag.ReferencedSOPInstanceUID))];

    private static DicomDataset Image(int number) => Common("1.2.840.10008.5.1.4.1.1.2", $"1.{number}", "1").Add(DicomTag.FrameOfReferenceUID, Root + "7");

    private static DicomDataset Common(string sopClass, string instance, string series) => new DicomDataset()
        .Add(DicomTag.SOPClassUID, sopClass)
        .Add(DicomTag.SOPInstanceUID, Root + instance)
        .Add(DicomTag.PatientName, "Quux^Marker")
        .Add(DicomTag.PatientID, "77-A")
        .Add(DicomTag.StudyInstanceUID, Root + "0")
        .Add(DicomTag.SeriesInstanceUID, Root + series);

    private static DicomDataset Reference(DicomDataset image) => new DicomDataset()
        .Add(DicomTag.ReferencedSOPClassUID, image.GetString(DicomTag.SOPClassUID))
        .Add(DicomTag.ReferencedSOPInstanceUID, image.GetString(DicomTag.SOPInstanceUID));

    private static DicomDataset Report(string sopClass, string instance, DicomDataset[] images)
    {
        DicomDataset series = new DicomDataset().Add(DicomTag.SeriesInstanceUID, images[0].GetString(DicomTag.SeriesInstanceUID))
            .Add(DicomTag.ReferencedSOPSequence, images.Select(Reference).ToArray());
        DicomDataset evidence = new DicomDataset().Add(DicomTag.StudyInstanceUID, Root + "0").Add(DicomTag.ReferencedSeriesSequence, series);
        DicomDataset[] content = [.. images.Select(image => new DicomDataset().Add(DicomTag.ValueType, "IMAGE").Add(DicomTag.ReferencedSOPSequence, Reference(image)))];
        return Common(sopClass, instance, "2").Add(DicomTag.CurrentRequestedProcedureEvidenceSequence, evidence).Add(DicomTag.ContentSequence, content);
    }

    private static DicomDataset Segmentation(DicomDataset[] images) => Common("1.2.840.10008.5.1.4.1.1.66.4", "30", "3")
        .Add(DicomTag.FrameOfReferenceUID, Root + "7")
        .Add(DicomTag.SourceImageSequence, images.Select(Reference).ToArray());
}
