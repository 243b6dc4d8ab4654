using System.Text;
using Dicom.Storage.DataSets;

namespace Dicom.Storage.Core.Tests;

public sealed class DicomMetaFactoryTests
{
    private static readonly DicomUid s_received = DicomUid.Parse("1.2.840.10008.1.2.4.70");

    [Fact]
    public void An_object_without_study_date_and_patient_id_is_indexed()
    {
        InstanceMetas metas = Create([]);

        Assert.True(metas.State.PatientId.IsEmpty, "an id was made up");
        Assert.Null(metas.State.StudyDate);
        Assert.True(metas.State.StudyDateOrigin.IsEmpty, "a date was made up");
        Assert.Null(metas.Store.StudyDate);
        Assert.Empty(metas.Truncated);
    }

    [Fact]
    public void The_transfer_syntax_is_that_of_the_receipt_and_never_of_the_data_set()
    {
        InstanceMetas metas = Create([(0x0008_0005, "CS", "ISO_IR 192")]);
        Assert.Equal(s_received, metas.Image.TransferSyntaxUid);
        Assert.Equal(s_received, metas.Store.TransferSyntaxUid);
        Assert.Equal(s_received, metas.Store.TargetTs);
    }

    [Theory]
    [InlineData("20240506", "20240506", "2024-05-06")]
    [InlineData("2024.05.06", "20240506", "2024-05-06")]
    [InlineData("202405", "202405", null)]
    [InlineData("2024", "2024", null)]
    [InlineData("20240532", "20240532", null)]
    [InlineData("00000000", "00000000", null)]
    [InlineData("unknown", "unknown", null)]
    public void Study_dates_are_whole_or_kept_as_text(string text, string origin, string? date)
    {
        DicomStateMeta state = Create([(0x0008_0020, "DA", text)]).State;
        Assert.Equal(origin, state.StudyDateOrigin.Value);
        Assert.Equal(date is null ? null : DateOnly.Parse(date, provider: null), state.StudyDate);
    }

    [Theory]
    [InlineData("10", "10:00:00.000000")]
    [InlineData("1011", "10:11:00.000000")]
    [InlineData("101112", "10:11:12.000000")]
    [InlineData("101112.5", "10:11:12.500000")]
    [InlineData("101112.123456", "10:11:12.123456")]
    [InlineData("10:11:12", "10:11:12.000000")]
    [InlineData("235960", null)] // a leap second
    [InlineData("240000", null)]
    [InlineData("1", null)]
    [InlineData("ten", null)]
    public void Study_times_are_read_in_each_of_their_forms(string text, string? expected) =>
        Assert.Equal(expected, Create([(0x0008_0030, "TM", text)]).State.StudyTime?.ToString("HH:mm:ss.ffffff", provider: null));

    [Fact]
    public void Text_longer_than_its_column_is_cut_at_a_grapheme_and_told()
    {
        string name = string.Concat(Enumerable.Repeat("𠮷", 63)) + "e\u0301rest";

        InstanceMetas metas = Create([(0x0008_0005, "CS", "ISO_IR 192"), (0x0010_0010, "PN", name)]);

        Assert.Equal(name[..126], metas.State.PatientName!.Value.Value);
        Assert.Equal([DicomTag.PatientName], metas.Truncated);
    }

    [Fact]
    public void Values_joined_by_backslash_and_numbers_are_taken_as_the_contract_wants_them()
    {
        DicomImageMeta image = Create(
            [
                (0x0008_0008, "CS", @"ORIGINAL\PRIMARY"),
                (0x0018_0050, "DS", "1.25"),
                (0x0020_0013, "IS", " 7 "),
                (0x0020_1041, "DS", "not a number"),
                (0x0028_0010, "US", "\u0000\u0002"),
                (0x0028_1050, "DS", @"40\400"),
                (0x0028_1052, "DS", "-1.024E3"),
            ]).Image;

        Assert.Equal(@"ORIGINAL\PRIMARY", image.ImageType!.Value.Value);
        Assert.Equal(1.25, image.SliceThickness);
        Assert.Equal(7, image.InstanceNumber);
        Assert.Null(image.SliceLocation);
        Assert.Equal(512, image.Width);
        Assert.Equal(@"40\400", image.WindowCenter!.Value.Value);
        Assert.Equal(-1024, image.RescaleIntercept);
        Assert.Equal(DicomImageMeta.ActiveStatus, image.ImageStatus!.Value.Value);
    }

    [Theory]
    [InlineData(0x0008_0018)]
    [InlineData(0x0020_000D)]
    [InlineData(0x0020_000E)]
    public void With_a_malformed_uid_an_object_has_no_rows(int malformed) =>
        Assert.False(TryCreate([((uint)malformed, "UI", "../../etc")], out _, without: (uint)malformed), "a path was taken for a UID");

    [Fact]
    public void Without_a_sop_instance_uid_an_object_has_no_rows()
    {
        Assert.False(TryCreate([], out _, without: 0x0008_0018), "a key was made up");
        Assert.False(TryCreate([(0x0008_0018, "UI", string.Empty)], out _, without: 0x0008_0018), "an empty UID was taken");
    }

    [Fact]
    public void Without_a_study_or_series_uid_an_object_gets_its_own_stand_ins_and_always_the_same()
    {
        Assert.True(TryCreate([], out InstanceMetas? absent, without: 0x0020_000D));
        Assert.True(TryCreate([(0x0020_000D, "UI", string.Empty)], out InstanceMetas? empty, without: 0x0020_000D));
        Assert.True(TryCreate([], out InstanceMetas? series, without: 0x0020_000E));

        Assert.StartsWith("2.25.", absent!.State.StudyUid.Value, StringComparison.Ordinal);
        Assert.Equal(absent.State.StudyUid, empty!.State.StudyUid);
        Assert.Equal("1.2.3", series!.State.StudyUid.Value);
        Assert.StartsWith("2.25.", series.State.SeriesUid.Value, StringComparison.Ordinal);
        Assert.NotEqual(absent.State.StudyUid, series.State.SeriesUid);
    }

    [Fact]
    public void Rows_agree_on_keys_hashes_and_receipt()
    {
        InstanceMetas metas = Create([]);
        Assert.Equal(UidHash.Of(DicomUid.Parse("1.2.3")), metas.State.StudyUidHash);
        Assert.Equal(UidHash.Of(DicomUid.Parse("1.2.3.4")), metas.Image.SeriesUidHash);
        Assert.Equal(metas.Image.SeriesUidHash, metas.Store.SeriesUidHash);
        Assert.Equal((metas.Store.StudyUid, metas.Store.SeriesUid, metas.Store.SopUid), (metas.Image.StudyUid, metas.Image.SeriesUid, metas.Image.SopUid));
        Assert.Equal("2001:0db8:85a3:0000:0000:8a2e:0370:7334", metas.Store.SourceIp.Value);
        Assert.Equal(1, metas.Store.NumberOfFrames);
        Assert.Equal(TransferStatus.NoNeedTransfer, metas.Store.TransferStatus);
    }

    private static InstanceMetas Create((uint Tag, string Vr, string Value)[] elements)
    {
        Assert.True(TryCreate(elements, out InstanceMetas? metas), "no rows");
        return metas!;
    }

    private static bool TryCreate((uint Tag, string Vr, string Value)[] elements, out InstanceMetas? metas, uint without = 0)
    {
        (uint Tag, string Vr, string Value)[] uids = [(0x0008_0018, "UI", "1.2.3.4.5"), (0x0020_000D, "UI", "1.2.3"), (0x0020_000E, "UI", "1.2.3.4")];
        using MemoryStream bytes = new();
        foreach ((uint tag, string vr, string value) in uids.Where(u => u.Tag != without).Concat(elements).OrderBy(e => e.Tag))
            Write(bytes, tag, vr, value);

        using DicomHeaderParser parser = new(DicomTransferSyntax.ExplicitVRLittleEndian, DicomMetaFactory.WantedTags);
        parser.Append(bytes.ToArray());
        parser.Complete();
        InstanceReceipt receipt = new()
        {
            TraceId = TraceId.Parse("018f4a3e-1234-7000-8000-0123456789ab"),
            TenantId = TenantId.Fallback,
            ReceivedTime = DateTimeOffset.UnixEpoch,
            FileSize = 1_000,
            TransferSyntaxUid = s_received,
            SopClassUid = DicomUid.Parse("1.2.840.10008.5.1.4.1.1.2"),
            SourceIp = "2001:0db8:85a3:0000:0000:8a2e:0370:7334",
            SourceAe = "CT1",
        };
        return DicomMetaFactory.TryCreate(parser.Header, receipt, out metas);
    }

    // Explicit VR little endian (PS3.5 7.1.2): group, element, VR, 16 bit length, value padded to even length. US is given as two characters, its bytes.
    private static void Write(MemoryStream bytes, uint tag, string vr, string value)
    {
        byte[] text = vr == "US" ? [(byte)value[0], (byte)value[1]] : Encoding.UTF8.GetBytes(value.Length % 2 == 0 ? value : value + (vr == "UI" ? '\0' : ' '));
        if (text.Length % 2 != 0)
            text = [.. text, (byte)' '];
        bytes.Write([(byte)(tag >> 16), (byte)(tag >> 24), (byte)tag, (byte)(tag >> 8), (byte)vr[0], (byte)vr[1], (byte)text.Length, (byte)(text.Length >> 8)]);
        bytes.Write(text);
    }
}
