using System.Text;

namespace Dicom.Storage.DataSets.Tests;

public sealed class CharacterSetChangeTests
{
    [Fact]
    public void Text_reads_the_same_in_the_new_character_set_in_items_too()
    {
        DicomDataset dataset = Latin1();

        dataset.ChangeCharacterSets("ISO_IR 192");
        DicomDataset read = WriteAndRead(dataset);

        Assert.Equal("ISO_IR 192", read.GetString(DicomTag.SpecificCharacterSet));
        Assert.Equal("Müller^Jörg", read.GetString(DicomTag.PatientName));
        Assert.Equal("Müller^Jörg"u8.ToArray(), read.GetItem<DicomElement>(DicomTag.PatientName).GetBuffer().ToArray()[..13]);
        DicomDataset item = read.GetSequence(DicomTag.ReferencedStudySequence).Items[0];
        Assert.Equal("Äther", item.GetString(DicomTag.StudyDescription));
        Assert.False(item.Contains(DicomTag.SpecificCharacterSet));
    }

    [Fact]
    public void Without_room_for_a_character_nothing_is_changed()
    {
        DicomDataset dataset = Latin1();

        Assert.Throws<DicomDataException>(() => dataset.ChangeCharacterSets("ISO_IR 144"));

        Assert.Equal("ISO_IR 100", dataset.GetString(DicomTag.SpecificCharacterSet));
        Assert.Equal("Müller^Jörg", dataset.GetString(DicomTag.PatientName));
    }

    [Fact]
    public void Bytes_that_are_no_characters_are_not_made_into_some()
    {
        var dataset = new DicomDataset
        {
            { DicomTag.SpecificCharacterSet, "ISO_IR 192" },
            new DicomElement(DicomTag.PatientName, DicomVR.PN, new byte[] { 0xFF, 0xFE }),
        };

        Assert.Throws<DicomDataException>(() => dataset.ChangeCharacterSets("ISO_IR 100"));
    }

    [Fact]
    public void Text_that_the_character_set_lacks_is_refused_when_it_is_written()
    {
        var dataset = new DicomDataset { { DicomTag.SpecificCharacterSet, "ISO_IR 100" }, { DicomTag.PatientName, "山田^太郎" } };

        DicomDataException exception = Assert.Throws<DicomDataException>(() => WriteAndRead(dataset));
        Assert.DoesNotContain("山田", exception.Message, StringComparison.Ordinal);

        dataset.AddOrUpdate(DicomTag.SpecificCharacterSet, "ISO_IR 192");
        Assert.Equal("山田^太郎", WriteAndRead(dataset).GetString(DicomTag.PatientName));
    }

    [Fact]
    public void Japanese_with_code_extensions_is_written_with_its_escapes()
    {
        // PS3.5 H.3.1, example 1
        var dataset = new DicomDataset
        {
            { DicomTag.SpecificCharacterSet, "", "ISO 2022 IR 87" },
            { DicomTag.PatientName, "Yamada^Tarou=山田^太郎=やまだ^たろう" },
        };

        DicomDataset read = WriteAndRead(dataset);

        Assert.Equal("Yamada^Tarou=山田^太郎=やまだ^たろう", read.GetString(DicomTag.PatientName));
        Assert.Equal(
            "59616D6164615E5461726F753D1B24423B3345441B28425E1B244242404F3A1B28423D1B24422464245E24401B28425E1B2442243F246D24261B2842",
            Convert.ToHexString(read.GetItem<DicomElement>(DicomTag.PatientName).GetBuffer().Span.TrimEnd((byte)' ')));
    }

    private static DicomDataset Latin1() => new()
    {
        { DicomTag.SpecificCharacterSet, "ISO_IR 100" },
        new DicomElement(DicomTag.PatientName, DicomVR.PN, Encoding.Latin1.GetBytes("Müller^Jörg ")),
        { DicomTag.ReferencedStudySequence, new DicomDataset { { DicomTag.SpecificCharacterSet, "ISO_IR 192" }, { DicomTag.StudyDescription, "Äther" } } },
    };

    private static DicomDataset WriteAndRead(DicomDataset dataset)
    {
        using var stream = new MemoryStream();
        new DicomFile(dataset).Save(stream);
        return DicomFile.Open(stream.ToArray()).Dataset;
    }
}
