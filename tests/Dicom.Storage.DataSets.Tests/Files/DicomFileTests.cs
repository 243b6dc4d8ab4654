using Dicom.Storage.Testing;

namespace Dicom.Storage.DataSets.Tests;

public sealed class DicomFileTests
{
    private const string Image = "native/CT_small.dcm";

    [Fact]
    public async Task A_file_is_opened_and_saved_asynchronously_with_the_same_bytes()
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        using var directory = new TemporaryDirectory();
        foreach (string file in Corpus.Regular().Where((_, i) => i % 4 == 0))
        {
            string path = SharedFiles.Require("dicom/" + file);
            using DicomFile opened = await DicomFile.OpenAsync(path, options: null, cancellationToken);
            await opened.SaveAsync(directory["copy"], options: null, cancellationToken);
            Assert.True(File.ReadAllBytes(directory["copy"]).AsSpan().SequenceEqual(File.ReadAllBytes(path)), file);

            using DicomFile again = await DicomFile.OpenAsync(new OneWayStream(File.ReadAllBytes(path)), options: null, cancellationToken);
            using var written = new MemoryStream();
            await again.SaveAsync(written, new DicomWriteOptions { EncodeUnchanged = true }, cancellationToken);
            using var expected = new MemoryStream();
            opened.Save(expected, new DicomWriteOptions { EncodeUnchanged = true });
            Assert.True(written.ToArray().AsSpan().SequenceEqual(expected.ToArray()), file);
        }
    }

    [Fact]
    public void A_file_is_saved_over_itself_while_it_is_open()
    {
        using var directory = new TemporaryDirectory();
        File.Copy(SharedFiles.Require("dicom/" + Image), directory["image"]);
        byte[] pixels;
        using (DicomFile file = DicomFile.Open(directory["image"], new DicomOpenOptions { LargeValueBytes = 0 }))
        {
            pixels = file.Dataset.GetItem<DicomElement>(DicomTag.PixelData).GetBuffer().ToArray();
            file.Dataset.AddOrUpdate(DicomTag.PatientID, "anonymous");
            file.Save(directory["image"]);
        }

        using DicomFile saved = DicomFile.Open(directory["image"]);
        Assert.Equal("anonymous", saved.Dataset.GetString(DicomTag.PatientID));
        Assert.Equal(pixels, saved.Dataset.GetItem<DicomElement>(DicomTag.PixelData).GetBuffer().ToArray());
        Assert.Single(Directory.GetFiles(directory.FullPath));
    }

    [Fact]
    public void A_save_that_fails_leaves_the_old_file_and_nothing_else()
    {
        using var directory = new TemporaryDirectory();
        File.WriteAllText(directory["image"], "old");
        using DicomFile file = DicomFile.Open(SharedFiles.Require("dicom/" + Image));
        file.Dataset.AddOrUpdate(DicomTag.SpecificCharacterSet, "ISO_IR 100").AddOrUpdate(DicomTag.PatientName, "山田");

        Assert.Throws<DicomDataException>(() => file.Save(directory["image"]));

        Assert.Equal("old", File.ReadAllText(directory["image"]));
        Assert.Single(Directory.GetFiles(directory.FullPath));
    }

    [Fact]
    public async Task A_save_that_is_cancelled_leaves_nothing()
    {
        using var directory = new TemporaryDirectory();
        using DicomFile file = DicomFile.Open(SharedFiles.Require("dicom/" + Image));
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => file.SaveAsync(directory["image"], options: null, cancelled.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => DicomFile.OpenAsync(SharedFiles.Require("dicom/" + Image), options: null, cancelled.Token));

        Assert.Empty(Directory.GetFiles(directory.FullPath));
    }

    [Fact]
    public void After_disposal_no_value_is_given_small_or_large()
    {
        DicomFile file = DicomFile.Open(SharedFiles.Require("dicom/" + Image), new DicomOpenOptions { LargeValueBytes = 100 });
        DicomDataset dataset = file.Dataset;
        DicomDataset kept = dataset.CloneToMemory();
        file.Dispose();
        file.Dispose();

        Assert.Throws<ObjectDisposedException>(() => dataset.GetString(DicomTag.PatientID));
        Assert.Throws<ObjectDisposedException>(() => dataset.Clone().GetString(DicomTag.PatientID));
        Assert.Throws<ObjectDisposedException>(() => dataset.GetItem<DicomElement>(DicomTag.PixelData).GetBuffer());
        Assert.Throws<ObjectDisposedException>(() => file.Save(new MemoryStream()));
        Assert.Equal("1CT1", kept.GetString(DicomTag.PatientID));
        Assert.Equal(32_768, kept.GetItem<DicomElement>(DicomTag.PixelData).GetBuffer().Length);
    }

    [Fact]
    public void A_large_value_stays_in_the_file_and_can_be_read_in_every_way()
    {
        using DicomFile file = DicomFile.Open(SharedFiles.Require("dicom/" + Image), new DicomOpenOptions { LargeValueBytes = 1_000 });
        var element = file.Dataset.GetItem<DicomElement>(DicomTag.PixelData);
        byte[] expected = Corpus.ReadDataSet(Image).DataSet[^32_768..][..32_768];

        Assert.False(element.IsInMemory);
        byte[] all = element.GetBuffer().ToArray();
        Assert.Equal(32_768, all.Length);
        var copied = new System.Buffers.ArrayBufferWriter<byte>();
        element.CopyTo(copied);
        Assert.Equal(all, copied.WrittenSpan.ToArray());
        using Stream stream = element.OpenStream();
        stream.Seek(-10, SeekOrigin.End);
        byte[] end = new byte[20];
        Assert.Equal(10, stream.ReadAtLeast(end, 20, throwOnEndOfStream: false));
        Assert.Equal(all[^10..], end[..10]);
        byte[] part = new byte[7];
        element.Read(100, part);
        Assert.Equal(all[100..107], part);
        Assert.Throws<ArgumentOutOfRangeException>(() => element.Read(32_765, part));
        Assert.Equal(BitConverter.ToUInt16(all, 20), file.Dataset.GetValue<ushort>(DicomTag.PixelData, 10));
        Assert.NotEmpty(expected);
    }

    [Fact]
    public void A_truncated_file_is_refused_or_opened_with_what_was_read()
    {
        string path = SharedFiles.Require("dicom/malformed/MR_truncated.dcm");

        Assert.False(DicomFile.TryOpen(path, out _, out DataSetFailure? failure));
        Assert.Equal(DataSetFailureKind.Incomplete, failure.Kind);
        Assert.Equal(failure, Assert.Throws<DicomFileException>(() => DicomFile.Open(path)).Failure);

        using DicomFile file = DicomFile.Open(path, new DicomOpenOptions { KeepWhatWasRead = true });
        Assert.Equal(failure, file.Failure);
        Assert.True(file.Dataset.Contains(DicomTag.PatientName));
        long there = file.Dataset.GetItem<DicomElement>(DicomTag.PixelData).Length;
        Assert.Equal(there, file.Dataset.GetItem<DicomElement>(DicomTag.PixelData).GetBuffer().Length);
        Assert.InRange(there, 1, new FileInfo(path).Length);
    }

    [Fact]
    public void Every_malformed_file_is_opened_or_refused_with_what_the_parser_says()
    {
        List<string> differences = [];
        foreach (string file in Corpus.Malformed())
        {
            byte[] bytes = Corpus.Read(file);
            bool opened = DicomFile.TryOpen(SharedFiles.Require("dicom/" + file), out DicomFile? found, out DataSetFailure? failure);
            using DicomFile? disposed = found;
            Assert.Equal(opened, DicomFile.TryOpen(bytes, out _, out DataSetFailure? inMemory));
            string expected = Judge(bytes);
            if ($"{failure?.Kind}" != expected || failure != inMemory)
                differences.Add($"{file}: {failure}, in memory {inMemory}, expected {expected}");
        }

        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }

    [Fact]
    public void A_stream_that_cannot_seek_is_refused_beyond_the_limit()
    {
        byte[] bytes = Corpus.Read(Image);
        Assert.False(DicomFile.TryOpen(new OneWayStream(bytes), out _, out DataSetFailure? failure, new DicomOpenOptions { MaxStreamBytes = 4_096 }));
        Assert.Equal(DataSetFailureKind.Limit, failure.Kind);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_stream_is_closed_with_the_file_unless_it_is_to_stay_open(bool leaveOpen)
    {
        var stream = new MemoryStream(Corpus.Read(Image));
        DicomFile.Open(stream, new DicomOpenOptions { LeaveOpen = leaveOpen }).Dispose();
        Assert.Equal(leaveOpen, stream.CanRead);
    }

    [Fact]
    public void Values_that_do_not_fit_into_the_memory_allowed_stay_in_the_file()
    {
        using DicomFile file = DicomFile.Open(SharedFiles.Require("dicom/" + Image), new DicomOpenOptions { MaxKeptBytes = 500 });
        Assert.Contains(file.Dataset, item => item is DicomElement { IsInMemory: false, Length: < 1_000 });
        Assert.Equal("1CT1", file.Dataset.GetString(DicomTag.PatientID));
    }

    // The verdict of the parser that the SCP uses, without its rules on identifying UIDs.
    private static string Judge(byte[] bytes)
    {
        if (!Part10Reader.TryRead(bytes, out DicomFileMeta? meta, out long offset, out DataSetFailure? failure))
            return $"{failure.Kind}";
        if (meta.TransferSyntax is not { } syntax)
            return "Structure";

        using var parser = new DicomHeaderParser(syntax, new DicomTagSet());
        parser.Append(bytes.AsSpan((int)offset));
        parser.Complete();
        return parser.Failure is null or { Kind: DataSetFailureKind.InvalidUid } ? string.Empty : $"{parser.Failure.Kind}";
    }
}
