namespace Dicom.Storage.DataSets.Tests;

public sealed class TypedValueTests
{
    [Fact]
    public void Numbers_are_given_in_every_type_that_holds_them()
    {
        var dataset = new DicomDataset
        {
            { DicomTag.Rows, 512 },
            { DicomTag.PixelSpacing, 0.5, 0.25 },
            { DicomTag.SeriesNumber, "-3" },
            { DicomTag.RecommendedDisplayFrameRateInFloat, 1.5f },
            { DicomTag.FrameIncrementPointer, DicomTag.FrameTime },
        };

        Assert.Equal(512, dataset.GetSingleValue<int>(DicomTag.Rows));
        Assert.Equal(512L, dataset.GetSingleValue<long>(DicomTag.Rows));
        Assert.Equal(512UL, dataset.GetSingleValue<ulong>(DicomTag.Rows));
        Assert.Equal((short)512, dataset.GetSingleValue<short>(DicomTag.Rows));
        Assert.Equal(512.0, dataset.GetSingleValue<double>(DicomTag.Rows));
        Assert.Equal(512m, dataset.GetSingleValue<decimal>(DicomTag.Rows));
        Assert.Equal("512", dataset.GetSingleValue<string>(DicomTag.Rows));
        Assert.False(dataset.TryGetSingleValue<byte>(DicomTag.Rows, out _));

        Assert.Equal([0.5, 0.25], dataset.GetValues<double>(DicomTag.PixelSpacing));
        Assert.Equal([0.5m, 0.25m], dataset.GetValues<decimal>(DicomTag.PixelSpacing));
        Assert.False(dataset.TryGetValues<int>(DicomTag.PixelSpacing, out _));
        Assert.Equal("0.5\\0.25", dataset.GetString(DicomTag.PixelSpacing));

        Assert.Equal(-3, dataset.GetSingleValue<int>(DicomTag.SeriesNumber));
        Assert.Equal((sbyte)-3, dataset.GetSingleValue<sbyte>(DicomTag.SeriesNumber));
        Assert.False(dataset.TryGetSingleValue<uint>(DicomTag.SeriesNumber, out _));

        Assert.Equal(1.5f, dataset.GetSingleValue<float>(DicomTag.RecommendedDisplayFrameRateInFloat));
        Assert.False(dataset.TryGetSingleValue<int>(DicomTag.RecommendedDisplayFrameRateInFloat, out _));
        Assert.Equal(DicomTag.FrameTime, dataset.GetSingleValue<DicomTag>(DicomTag.FrameIncrementPointer));
        Assert.Equal("00181063", dataset.GetSingleValue<string>(DicomTag.FrameIncrementPointer));
    }

    // PS3.5 table 6.2-1: what IS and DS cannot be stays text.
    [Theory]
    [InlineData("NaN")]
    [InlineData("1e999")]
    [InlineData("1,5")]
    [InlineData("12a")]
    [InlineData("Infinity")]
    public void Text_that_is_no_number_is_readable_as_text_and_as_nothing_else(string text)
    {
        var dataset = new DicomDataset { new DicomElement(DicomTag.PatientWeight, DicomVR.DS, System.Text.Encoding.ASCII.GetBytes(text)) };

        Assert.Equal(text, dataset.GetString(DicomTag.PatientWeight));
        Assert.False(dataset.TryGetSingleValue<double>(DicomTag.PatientWeight, out _));
        Assert.False(dataset.TryGetSingleValue<decimal>(DicomTag.PatientWeight, out _));
        Assert.False(dataset.TryGetSingleValue<int>(DicomTag.PatientWeight, out _));
    }

    [Fact]
    public void A_number_of_the_largest_range_keeps_every_digit()
    {
        var dataset = new DicomDataset();
        dataset.Add(DicomVR.UV, DicomTag.SelectorUVValue, ulong.MaxValue);
        dataset.Add(DicomVR.SV, DicomTag.SelectorSVValue, long.MinValue);

        Assert.Equal(ulong.MaxValue, dataset.GetSingleValue<ulong>(DicomTag.SelectorUVValue));
        Assert.Equal("18446744073709551615", dataset.GetSingleValue<string>(DicomTag.SelectorUVValue));
        Assert.False(dataset.TryGetSingleValue<long>(DicomTag.SelectorUVValue, out _));
        Assert.Equal(long.MinValue, dataset.GetSingleValue<long>(DicomTag.SelectorSVValue));
        Assert.Equal((decimal)long.MinValue, dataset.GetSingleValue<decimal>(DicomTag.SelectorSVValue));
    }

    [Fact]
    public void A_value_that_does_not_fit_its_VR_is_refused()
    {
        var dataset = new DicomDataset();

        Assert.Throws<DicomDataException>(() => dataset.Add(DicomTag.Rows, 65_536));
        Assert.Throws<DicomDataException>(() => dataset.Add(DicomTag.Rows, -1));
        Assert.Throws<DicomDataException>(() => dataset.Add(DicomTag.Rows, 1.5));
        Assert.Throws<DicomDataException>(() => dataset.Add(DicomTag.Rows, "many"));
        Assert.Throws<DicomDataException>(() => dataset.Add(DicomTag.SeriesNumber, 1.5));
        Assert.Throws<DicomDataException>(() => dataset.Add(DicomTag.PatientWeight, double.NaN));
        Assert.Throws<DicomDataException>(() => dataset.Add(DicomTag.Modality, "ÄÖ"));
        Assert.Throws<NotSupportedException>(() => dataset.Add(DicomTag.Modality, Guid.Empty));
        Assert.Empty(dataset);
        dataset.Add(DicomTag.Rows, "512");
        Assert.Equal(512, dataset.GetSingleValue<int>(DicomTag.Rows));
    }

    [Fact]
    public void Dates_times_names_and_ages_are_values_beside_their_text()
    {
        var dataset = new DicomDataset
        {
            { DicomTag.StudyDate, new DateOnly(2024, 2, 29) },
            { DicomTag.StudyTime, new TimeOnly(13, 5, 59) },
            { DicomTag.AcquisitionDateTime, new DateTimeOffset(2024, 2, 29, 13, 5, 59, TimeSpan.FromHours(2)) },
            { DicomTag.PatientName, new DicomPersonName("Doe^John") },
            { DicomTag.PatientAge, "042Y" },
        };

        Assert.Equal("20240229", dataset.GetString(DicomTag.StudyDate));
        Assert.Equal(new DateOnly(2024, 2, 29), dataset.GetSingleValue<DateOnly>(DicomTag.StudyDate));
        Assert.Equal(new DateTime(2024, 2, 29), dataset.GetSingleValue<DateTime>(DicomTag.StudyDate));
        Assert.Equal(new TimeOnly(13, 5, 59), dataset.GetSingleValue<TimeOnly>(DicomTag.StudyTime));
        Assert.Equal(new DateTimeOffset(2024, 2, 29, 13, 5, 59, TimeSpan.FromHours(2)), dataset.GetSingleValue<DateTimeOffset>(DicomTag.AcquisitionDateTime));
        Assert.Equal(new DateTime(2024, 2, 29, 13, 5, 59), dataset.GetSingleValue<DateTime>(DicomTag.AcquisitionDateTime));
        Assert.Equal(new DateOnly(2024, 2, 29), dataset.GetSingleValue<DateOnly>(DicomTag.AcquisitionDateTime));
        Assert.Equal("Doe", dataset.GetSingleValue<DicomPersonName>(DicomTag.PatientName).Alphabetic.FamilyName);
        Assert.Equal(42, dataset.GetSingleValue<DicomAge>(DicomTag.PatientAge).Number);
        Assert.False(dataset.TryGetSingleValue<DateOnly>(DicomTag.PatientAge, out _));
    }

    [Fact]
    public void A_date_that_is_none_stays_text()
    {
        var dataset = new DicomDataset { new DicomElement(DicomTag.StudyDate, DicomVR.DA, "99999999"u8.ToArray()) };

        Assert.Equal("99999999", dataset.GetString(DicomTag.StudyDate));
        Assert.False(dataset.TryGetSingleValue<DateOnly>(DicomTag.StudyDate, out _));
    }

    [Fact]
    public void A_date_time_without_an_offset_is_in_the_zone_that_the_data_set_names()
    {
        var dataset = new DicomDataset { { DicomTag.AcquisitionDateTime, "20240229130559" } };
        Assert.False(dataset.TryGetSingleValue<DateTimeOffset>(DicomTag.AcquisitionDateTime, out _));

        dataset.Add(DicomTag.TimezoneOffsetFromUTC, "-0330");
        Assert.Equal(new DateTimeOffset(2024, 2, 29, 13, 5, 59, TimeSpan.FromMinutes(-210)), dataset.GetSingleValue<DateTimeOffset>(DicomTag.AcquisitionDateTime));
    }

    [Fact]
    public void Queries_have_ranges()
    {
        var dataset = new DicomDataset { { DicomTag.StudyDate, new DicomDateRange(new DateOnly(2024, 1, 1), null) } };

        Assert.Equal("20240101-", dataset.GetString(DicomTag.StudyDate));
        Assert.Equal(new DateOnly(2024, 1, 1), dataset.GetSingleValue<DicomDateRange>(DicomTag.StudyDate).Minimum);
    }

    [Fact]
    public void Bytes_are_read_in_the_order_that_they_are_in()
    {
        var dataset = new DicomDataset
        {
            new DicomElement(DicomTag.Rows, DicomVR.US, new byte[] { 0x02, 0x00 }, isBigEndian: true),
            new DicomElement(DicomTag.Columns, DicomVR.US, new byte[] { 0x02, 0x00 }),
            new DicomElement(DicomTag.FrameIncrementPointer, DicomVR.AT, new byte[] { 0x00, 0x18, 0x10, 0x63 }, isBigEndian: true),
            new DicomElement(DicomTag.PixelData, DicomVR.OW, new byte[] { 1, 2, 3, 4 }, isBigEndian: true),
        };

        Assert.Equal(512, dataset.GetSingleValue<int>(DicomTag.Rows));
        Assert.Equal(2, dataset.GetSingleValue<int>(DicomTag.Columns));
        Assert.Equal(DicomTag.FrameTime, dataset.GetSingleValue<DicomTag>(DicomTag.FrameIncrementPointer));
        Assert.Equal([0x0102, 0x0304], dataset.GetValues<ushort>(DicomTag.PixelData));
        Assert.Equal([0x0102, 0x0304], dataset.GetValues<int>(DicomTag.PixelData));
    }

    // PS3.5 6.2.2: UN is little endian; what the dictionary knows is read with its VR.
    [Fact]
    public void An_element_written_as_UN_has_the_VR_of_the_dictionary()
    {
        var dataset = new DicomDataset
        {
            new DicomElement(DicomTag.PatientID, DicomVR.UN, "id1 "u8.ToArray()),
            new DicomElement(DicomTag.Rows, DicomVR.UN, new byte[] { 0x00, 0x02 }),
        };

        Assert.Equal("id1", dataset.GetString(DicomTag.PatientID));
        Assert.Equal(512, dataset.GetSingleValue<int>(DicomTag.Rows));
        Assert.Equal(DicomVR.UN, dataset.GetItem<DicomElement>(DicomTag.Rows).VR);
    }

    [Fact]
    public void Pixel_Representation_says_whether_pixel_values_are_signed()
    {
        var dataset = new DicomDataset { { DicomTag.PixelRepresentation, 1 } };
        dataset.Add(DicomTag.SmallestImagePixelValue, -1000);
        Assert.Equal(DicomVR.SS, dataset.GetItem<DicomElement>(DicomTag.SmallestImagePixelValue).VR);
        Assert.Equal(-1000, dataset.GetSingleValue<int>(DicomTag.SmallestImagePixelValue));

        // Implicit VR does not say it: the reader asks (0028,0103), too (PS3.3 C.7.6.3.1.4).
        var output = new System.Buffers.ArrayBufferWriter<byte>();
        DicomDatasetWriter.Write(output, dataset, new DicomWriteOptions { TransferSyntax = DicomTransferSyntax.ImplicitVRLittleEndian });
        using DicomFile file = DicomFile.Open(InFile(output.WrittenMemory, DicomTransferSyntax.ImplicitVRLittleEndian));
        Assert.Equal(-1000, file.Dataset.GetSingleValue<int>(DicomTag.SmallestImagePixelValue));
    }

    internal static ReadOnlyMemory<byte> InFile(ReadOnlyMemory<byte> dataSet, DicomTransferSyntax syntax)
    {
        var output = new System.Buffers.ArrayBufferWriter<byte>();
        Part10Writer.WriteHeader(output, new DicomFileMeta { TransferSyntaxUid = syntax.Uid });
        System.Buffers.BuffersExtensions.Write(output, dataSet.Span);
        return output.WrittenMemory;
    }
}
