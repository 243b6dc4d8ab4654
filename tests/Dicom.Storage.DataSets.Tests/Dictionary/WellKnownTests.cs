using Dicom.Storage.Testing;

namespace Dicom.Storage.DataSets.Tests;

public sealed class WellKnownTests
{
    [Fact]
    public void Every_transfer_syntax_of_the_standard_is_found()
    {
        IReadOnlyList<IReadOnlyDictionary<string, string>> rows = SharedFiles.ReadTable("dicom-standard/transfer-syntaxes.tsv");
        Assert.Equal(rows.Select(r => r["uid"]), DicomTransferSyntax.All.Select(s => s.Uid.Value));
        foreach (IReadOnlyDictionary<string, string> row in rows)
        {
            Assert.True(DicomTransferSyntax.TryGet(DicomUid.Parse(row["uid"]), out DicomTransferSyntax? syntax));
            Assert.Equal((row["keyword"], row["name"], row["retired"] == "Y"), (syntax.Keyword, syntax.Name, syntax.IsRetired));
        }
    }

    [Fact]
    public void Few_syntaxes_are_implicit_big_endian_deflated_or_native()
    {
        string Keywords(Func<DicomTransferSyntax, bool> which) => string.Join(' ', DicomTransferSyntax.All.Where(which));

        Assert.Equal("ImplicitVRLittleEndian Papyrus3ImplicitVRLittleEndian", Keywords(s => !s.IsExplicitVR));
        Assert.Equal("ExplicitVRBigEndian", Keywords(s => s.IsBigEndian));
        Assert.Equal("DeflatedExplicitVRLittleEndian JPIPReferencedDeflate JPIPHTJ2KReferencedDeflate", Keywords(s => s.IsDeflated));
        Assert.Equal(
            "ImplicitVRLittleEndian ExplicitVRLittleEndian DeflatedExplicitVRLittleEndian ExplicitVRBigEndian JPIPReferenced JPIPReferencedDeflate " +
            "JPIPHTJ2KReferenced JPIPHTJ2KReferencedDeflate RFC2557MIMEEncapsulation XMLEncoding SMPTEST211020UncompressedProgressiveActiveVideo " +
            "SMPTEST211020UncompressedInterlacedActiveVideo SMPTEST211030PCMDigitalAudio Papyrus3ImplicitVRLittleEndian",
            Keywords(s => !s.IsEncapsulated));
    }

    [Fact]
    public void Every_storage_class_that_can_be_sent_is_one_and_no_service_is()
    {
        string[] notSendable = ["1.2.840.10008.1.3.10", "1.2.840.10008.1.20.1", "1.2.840.10008.1.20.2"];
        string[] expected = [.. SharedFiles.ReadTable("dicom-standard/storage-sop-classes.tsv").Select(r => r["uid"]).Except(notSendable)];

        Assert.Equal(expected.Order(StringComparer.Ordinal), DicomSopClass.StorageClasses.Select(c => c.Uid.Value).Order(StringComparer.Ordinal));
        Assert.False(DicomSopClass.Verification.IsStorage);
        Assert.True(DicomSopClass.TryGet(DicomUid.Parse("1.2.840.10008.5.1.4.1.1.2"), out DicomSopClass? ct));
        Assert.Same(DicomSopClass.CTImageStorage, ct);
    }

    [Theory] // PS3.5 table 7.1-1 and 6.2-1
    [InlineData("AE AS AT CS DA DS DT FL FD IS LO LT PN SH SL SS ST TM UI UL US", false)]
    [InlineData("OB OD OF OL OV OW SQ SV UC UN UR UT UV ZZ", true)]
    public void The_length_form_follows_the_VR(string vrs, bool isLong)
    {
        foreach (string text in vrs.Split(' '))
        {
            Assert.True(DicomVR.TryRead((byte)text[0], (byte)text[1], out DicomVR vr));
            Assert.Equal((text, isLong, text != "ZZ"), (vr.ToString(), vr.HasLongLength, vr.IsKnown));
        }
    }

    [Fact]
    public void The_character_set_governs_the_VRs_of_PS3_5_6_1_2_3()
    {
        IEnumerable<DicomVR> governed = DicomDictionary.Entries.SelectMany(e => e.AllVRs).Distinct().Where(v => v.HasCharacterSet);

        Assert.Equal("LO LT PN SH ST UC UT", string.Join(' ', governed.Select(v => v.ToString()).Order(StringComparer.Ordinal)));
    }
}
