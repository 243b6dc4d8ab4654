using System.Buffers.Binary;
using System.Text;
using Dicom.Storage.Testing;
using static Dicom.Storage.DataSets.Tests.Catalogue.Encoded;

namespace Dicom.Storage.DataSets.Tests.Catalogue;

/// <summary>The catalogue of bad input, Part 10 layer: what is uploaded or imported as a file.</summary>
public sealed class Part10Entries
{
    private const int MetaStart = 132;

    private static readonly SyntheticObject s_object = SyntheticObject.Create(1, 1, pixelBytes: 64);
    private static readonly byte[] s_file = File(s_object.DataSet, SyntheticObject.SopClass, s_object.SopUid);
    private static readonly Verdict s_taken = new(null, DataSetAnomalies.None, 0);

    [Theory]
    [InlineData("MZ\u0090\0")]
    [InlineData("\u007FELF")]
    [InlineData("II*\0")]
    [InlineData("<html><script>")]
    [InlineData("#!/bin/sh\n")]
    [InlineData("%PDF-1.7")]
    public void F1_a_preamble_that_begins_another_format_is_taken_and_is_no_part_of_the_object(string preamble)
    {
        byte[] file = [.. s_file];
        Encoding.Latin1.GetBytes(preamble).CopyTo(file, 0);

        Assert.Equal(s_taken, Verdict.OfFile(file));
        Assert.True(Part10Reader.TryRead(file, out DicomFileMeta? meta, out long offset, out _));
        Assert.Equal(s_object.DataSet, file[(int)offset..]);

        // What serves it writes the head anew: zeros stand there then.
        var head = new System.Buffers.ArrayBufferWriter<byte>();
        Part10Writer.WriteHeader(head, meta);
        Assert.Equal(-1, head.WrittenSpan[..128].IndexOfAnyExcept((byte)0));
    }

    [Fact]
    public void F2_without_DICM_or_short_of_it_or_with_nothing_else_is_C003()
    {
        foreach (byte[] file in new byte[][] { [], [1], new byte[131], new byte[132], new byte[5_000], "DICM"u8.ToArray(), [.. new byte[128], .. "DICM"u8], s_file[128..], s_file[132..], s_object.DataSet })
            Assert.Equal(DataSetFailureKind.Structure, Verdict.OfFile(file).Failure);
    }

    [Fact]
    public void F3_a_meta_length_that_is_0_or_huge_or_past_the_end_or_wrong_by_one_is_C003()
    {
        // (0002,0000) UL 4: the number stands 8 bytes after its tag
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(s_file.AsSpan(MetaStart + 8));
        foreach (uint wrong in new uint[] { 0, 1, length - 1, length + 1, length + 2, length - 8, (uint)s_file.Length, 65_536, 0x7FFFFFFF, 0xFFFFFFF0, uint.MaxValue })
        {
            byte[] file = [.. s_file];
            BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(MetaStart + 8), wrong);

            Assert.True(Verdict.OfFile(file).Failure == DataSetFailureKind.Structure, $"{wrong}");
            Assert.False(Part10Reader.TryRead(file, out _, out _, out DataSetFailure? failure));
            Assert.Equal(DataSetFailureKind.Structure, failure.Kind);
            Assert.True(Part10Reader.TryRead(file, out DicomFileMeta? meta, out long offset, out _, DataSetReadMode.Tolerant));
            Assert.Equal((s_file.Length - s_object.DataSet.Length, DataSetAnomalies.FileMeta), (offset, meta.Anomalies));
        }
    }

    [Fact]
    public void F3_meta_information_without_its_length_is_taken_and_marked()
    {
        byte[] file = [.. s_file[..MetaStart], .. s_file[(MetaStart + 12)..]];

        Assert.Equal(s_taken with { Anomalies = DataSetAnomalies.FileMeta }, Verdict.OfFile(file));
    }

    [Fact]
    public void F3_meta_information_that_does_not_end_within_64_KiB_is_C004()
    {
        // (0002,0102) OB of 70,000 bytes behind (0002,0000), which says so
        byte[] information = Explicit(0x00020102, "OB", new byte[70_000]);
        byte[] file = [.. s_file[..(MetaStart + 12)], .. information, .. s_object.DataSet];

        Assert.Equal(DataSetFailureKind.Limit, Verdict.OfFile(file).Failure);
        string path = Path.GetTempFileName();
        System.IO.File.WriteAllBytes(path, file);
        using (Microsoft.Win32.SafeHandles.SafeFileHandle handle = System.IO.File.OpenHandle(path))
        {
            Assert.False(Part10Reader.TryRead(handle, out _, out _, out DataSetFailure? failure));
            Assert.Equal(DataSetFailureKind.Limit, failure.Kind);
        }

        System.IO.File.Delete(path);
    }

    [Fact]
    public void F4_a_missing_or_unknown_transfer_syntax_is_C003_unless_unknown_ones_are_kept_unread()
    {
        byte[] unknown = File(s_object.DataSet, SyntheticObject.SopClass, s_object.SopUid, "1.2.3.4");
        byte[] missing = [.. s_file];
        Explicit(0x00020010, "UI").CopyTo(missing.AsSpan(missing.AsSpan().IndexOf((ReadOnlySpan<byte>)[0x02, 0, 0x10, 0, (byte)'U', (byte)'I'])));

        Assert.Equal(DataSetFailureKind.Structure, Verdict.OfFile(missing).Failure);
        Assert.Equal(DataSetFailureKind.Structure, Verdict.OfFile(missing, keepOpaque: true).Failure);
        Assert.Equal(DataSetFailureKind.Structure, Verdict.OfFile(unknown).Failure);
        Assert.Equal(s_taken with { Anomalies = DataSetAnomalies.OpaqueDataSet }, Verdict.OfFile(unknown, keepOpaque: true));
    }

    [Fact]
    public void F4_meta_information_in_big_endian_is_C003()
    {
        // (0002,0000) UL 4, (0002,0010) UI 18 "1.2.840.10008.1.2" NUL: the high byte first
        byte[] meta = [0, 2, 0, 0, .. "UL"u8, 0, 4, 0, 0, 0, 26, 0, 2, 0, 0x10, .. "UI"u8, 0, 18, .. "1.2.840.10008.1.2\0"u8];

        Assert.Equal(DataSetFailureKind.Structure, Verdict.OfFile([.. s_file[..MetaStart], .. meta, .. s_object.DataSet]).Failure);
    }

    [Fact]
    public void F5_meta_information_that_names_another_object_than_the_data_set_is_A900()
    {
        Assert.Equal(s_taken, Verdict.OfFile(s_file));
        Assert.Equal(DataSetFailureKind.UidMismatch, Verdict.OfFile(File(s_object.DataSet, SyntheticObject.SopClass, s_object.SopUid + ".1")).Failure);
        Assert.Equal(DataSetFailureKind.UidMismatch, Verdict.OfFile(File(s_object.DataSet, "1.2.840.10008.5.1.4.1.1.2", s_object.SopUid)).Failure);
    }

    [Theory]
    [InlineData(@"..\..\etc\passwd")]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData(@"IMAGES\..\..\X")]
    [InlineData("/etc/passwd")]
    [InlineData(@"\etc\passwd")]
    [InlineData(@"C:\WINDOWS")]
    [InlineData("IMAGES/../../X")]
    [InlineData(@"IMAGES\\X")]
    [InlineData("")]
    [InlineData("X\0Y")]
    [InlineData("CON")]
    [InlineData("nul.dcm")]
    [InlineData("COM1")]
    [InlineData("X.")]
    [InlineData("~")]
    [InlineData(@"1\2\3\4\5\6\7\8\9")]
    [InlineData("\uFF0E\uFF0E")] // full-width dots
    public void F6_a_file_ID_that_leads_elsewhere_is_refused(string fileId)
    {
        Assert.False(DicomFileId.TryGetPath(Path.GetTempPath(), fileId, out string? path, out DataSetFailure? failure));
        Assert.Null(path);
        Assert.Equal(DataSetFailureKind.Structure, failure.Kind);
    }

    [Fact]
    public void F6_a_file_ID_that_follows_a_link_out_of_the_medium_is_refused_and_others_lead_below_it()
    {
        using var folder = new TemporaryDirectory();
        Directory.CreateSymbolicLink(Path.Combine(folder.FullPath, "OUT"), Path.GetTempPath());
        Directory.CreateDirectory(Path.Combine(folder.FullPath, "IMAGES"));
        Directory.CreateSymbolicLink(Path.Combine(folder.FullPath, "IN"), Path.Combine(folder.FullPath, "IMAGES"));

        Assert.False(DicomFileId.TryGetPath(folder.FullPath, @"OUT\X", out _, out _));
        Assert.True(DicomFileId.TryGetPath(folder.FullPath, @"IN\X", out _, out _));
        Assert.True(DicomFileId.TryGetPath(folder.FullPath, @"IMAGES\IM000001.dcm", out string? path, out _));
        Assert.Equal(Path.Combine(folder.FullPath, "IMAGES", "IM000001.dcm"), path);
    }

    [Fact]
    public void F6_every_file_ID_of_a_directory_of_the_corpus_is_a_path()
    {
        (byte[] dataSet, DicomTransferSyntax syntax) = Corpus.ReadDataSet("nonimage/tiny_DICOMDIR.dcm");
        var reader = new DataSetReader(syntax);
        ReadOnlySpan<byte> rest = dataSet;
        int ids = 0;
        while (reader.Read(ref rest) is not (DataSetToken.NeedMoreData or DataSetToken.Failed))
        {
            if (reader.Tag != DicomTag.ReferencedFileID || !reader.TryReadValue(ref rest, out ReadOnlySpan<byte> value))
                continue;
            ids++;
            Assert.True(DicomFileId.TryGetPath(Path.GetTempPath(), Encoding.ASCII.GetString(value).TrimEnd(' '), out _, out _));
        }

        Assert.True(ids > 10, $"only {ids}");
    }

    [Fact]
    public void F7_no_prefix_of_a_file_is_taken_without_a_mark()
    {
        using var parser = new Part10Parser(new DicomTagSet());
        int marked = 0;
        for (int length = 0; length < s_file.Length; length++)
        {
            parser.Reset();
            parser.Append(s_file.AsSpan(0, length));
            bool taken = parser.Complete();
            Assert.False(taken && parser.Anomalies != DataSetAnomalies.NoPixelData, $"{length} bytes");
            marked += taken ? 1 : 0;
        }

        Assert.Equal(19, marked); // after SOP Instance UID, the third element, and after each of those up to Pixel Data, the 22nd
    }

    [Fact]
    public void F7_no_single_bit_of_the_first_4096_makes_anything_but_a_verdict()
    {
        byte[] file = [.. s_file];
        Assert.True(file.Length > 512);
        for (int bit = 0; bit < 4_096; bit++)
        {
            file[bit / 8] ^= (byte)(1 << (bit % 8));
            Verdict verdict = Verdict.OfFile(file);
            if (bit < 128 * 8)
                Assert.Equal(s_taken, verdict); // the preamble is free
            file[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Fact]
    public void F8_two_objects_glued_together_and_tails_of_other_formats_are_C003()
    {
        byte[] zip = [.. "PK\u0003\u0004\u0014\0\0\0\u0008\0"u8, .. new byte[40], .. "PK\u0005\u0006"u8, .. new byte[18]];
        byte[] pdf = [.. "%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"u8];
        byte[] withPreamble = [.. s_file];
        "MZ"u8.CopyTo(withPreamble);
        byte[][] files =
        [
            s_file, File([.. Explicit(0x00080016, "UI", "1.2"), .. Explicit(0x00080018, "UI", "1.3")], "1.2", "1.3"),
            File([.. Implicit(0x00080016, "1.2\0"), .. Implicit(0x00080018, "1.3\0")], "1.2", "1.3", "1.2.840.10008.1.2"),
            File([.. Explicit(0x00080016, "UI", "1.2"), .. Explicit(0x00080018, "UI", "1.3"), .. Explicit(0x7FE00010, "OB", length: Undefined), .. Item(), .. SequenceEnd],
                "1.2", "1.3", "1.2.840.10008.1.2.5"),
            Corpus.Read("native/image_dfl.dcm"),
        ];

        foreach (byte[] file in files)
        {
            Assert.Null(Verdict.OfFile(file).Failure);
            foreach (byte[] tail in new[] { s_file, withPreamble, zip, pdf, "<html><body><p></p></body></html>"u8.ToArray() })
                Assert.True(Verdict.OfFile([.. file, .. tail]).Failure == DataSetFailureKind.Structure, $"{Verdict.OfFile([.. file, .. tail])}");
        }
    }
}
