using System.Buffers;
using Dicom.Storage.Testing;
using Microsoft.Win32.SafeHandles;

namespace Dicom.Storage.DataSets.Tests;

public sealed class Part10Tests
{
    private static readonly DicomFileMeta s_meta = new()
    {
        MediaStorageSopClassUid = DicomUid.Parse("1.2.840.10008.5.1.4.1.1.2"),
        MediaStorageSopInstanceUid = DicomUid.Parse("1.2.3.4"),
        TransferSyntaxUid = DicomUid.Parse("1.2.840.10008.1.2.1"),
        SourceAe = AeTitle.Parse("CT1"),
        SendingAe = AeTitle.Parse("CT1"),
        ReceivingAe = AeTitle.Parse("STORE-SCP"),
        SourcePresentationAddress = "dicom://10.0.0.7:104",
        SendingPresentationAddress = "dicom://10.0.0.7:104",
        ReceivingPresentationAddress = "dicom://10.0.0.1:11112",
    };

    [Fact]
    public void What_is_written_is_read_back()
    {
        byte[] head = Written(s_meta);

        Assert.True(Part10Reader.TryRead(head, out DicomFileMeta? read, out long offset, out _));

        Assert.Equal(s_meta, read);
        Assert.Equal(head.Length, offset);
    }

    [Fact]
    public void Dcmdump_reads_what_is_written()
    {
        Command.Require("dcmdump", "dcmtk");

        string path = Path.GetTempFileName();
        // (0008,0016) UI "1.2.840.10008.5.1.4.1.1.2" NUL
        File.WriteAllBytes(path, [.. Written(s_meta), 0x08, 0, 0x16, 0, (byte)'U', (byte)'I', 26, 0, .. "1.2.840.10008.5.1.4.1.1.2\0"u8]);
        string dump = Command.RunChecked("dcmdump", path);
        File.Delete(path);

        Assert.Contains("(0002,0003) UI [1.2.3.4]", dump, StringComparison.Ordinal);
        Assert.Contains("(0002,0010) UI =LittleEndianExplicit", dump, StringComparison.Ordinal);
        Assert.Contains("(0002,0018) AE [STORE-SCP]", dump, StringComparison.Ordinal);
        Assert.Contains("(0002,0026) UR [dicom://10.0.0.7:104]", dump, StringComparison.Ordinal);
        Assert.DoesNotContain("W: ", dump, StringComparison.Ordinal); // a wrong group length is a warning of dcmdump
    }

    [Fact]
    public void A_head_cut_anywhere_is_never_read_as_whole()
    {
        byte[] head = Written(s_meta);
        int last = LastElementStart(head);

        for (int length = 0; length < head.Length; length++)
        {
            bool read = Part10Reader.TryRead(head.AsSpan(0, length), out _, out long offset, out DataSetFailure? failure);

            // Between two elements a cut cannot be seen without trusting the group length; the data set is then empty.
            Assert.True(read ? offset == length && length <= last : failure is not null);
        }
    }

    [Fact]
    public void Every_file_with_meta_of_the_corpus_tells_the_transfer_syntax_of_the_manifest()
    {
        int read = 0;
        foreach (IReadOnlyDictionary<string, string> row in SharedFiles.ReadTable("dicom/manifest.tsv"))
        {
            if (row["file"].StartsWith("malformed/", StringComparison.Ordinal) || row["file_form"].EndsWith("no-meta", StringComparison.Ordinal))
                continue;

            using SafeFileHandle file = File.OpenHandle(SharedFiles.Require("dicom/" + row["file"]));
            Assert.True(Part10Reader.TryRead(file, out DicomFileMeta? meta, out _, out DataSetFailure? failure), $"{row["file"]}: {failure?.Message}");
            Assert.Equal(row["transfer_syntax"], meta.TransferSyntaxUid.Value);
            read++;
        }

        Assert.True(read > 200, $"only {read} files were read");
    }

    [Theory]
    [InlineData("malformed/syn_not_dicom_png.dcm")]
    [InlineData("malformed/syn_empty.dcm")]
    [InlineData("malformed/syn_preamble_only.dcm")]
    [InlineData("malformed/syn_trunc_in_preamble.dcm")]
    [InlineData("malformed/syn_trunc_in_meta.dcm")]
    [InlineData("malformed/meta_missing_tsyntax.dcm")]
    public void What_is_no_part_10_file_is_told(string file)
    {
        byte[] bytes = File.ReadAllBytes(SharedFiles.Require("dicom/" + file));

        Assert.False(Part10Reader.TryRead(bytes, out _, out _, out DataSetFailure? failure));

        Assert.NotNull(failure);
    }

    private static byte[] Written(DicomFileMeta meta)
    {
        ArrayBufferWriter<byte> output = new();
        Part10Writer.WriteHeader(output, meta);
        return output.WrittenSpan.ToArray();
    }

    private static int LastElementStart(byte[] head) => head.AsSpan().LastIndexOf((ReadOnlySpan<byte>)[0x02, 0, 0x28, 0]);
}
