using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Dicom.Storage.DataSets;
using Dicom.Storage.Testing;

namespace Dicom.Storage.DcmDump.Tests;

public sealed class JsonDumpTests
{
    private static readonly JsonDocumentOptions s_deep = new() { MaxDepth = 4_096 };

    [Fact]
    public void Every_file_is_one_line_in_the_order_of_arguments_and_paths()
    {
        string[] files = CorpusFiles.All;

        DumpRun run = DumpRun.Of(["--json", .. CorpusFiles.Folders]);

        Assert.Empty(run.Errors);
        Assert.Equal(0, run.Status);
        Assert.Equal(232, files.Length);
        Assert.Equal(files.Length, run.Lines.Length);
        foreach ((string file, string line) in files.Zip(run.Lines))
        {
            using JsonDocument json = JsonDocument.Parse(line, s_deep);
            using DicomFile opened = DicomFile.Open(file);
            Assert.True(opened.Dataset.Where(i => !i.Tag.IsGroupLength).Select(i => i.Tag.Value.ToString("X8", CultureInfo.InvariantCulture))
                .SequenceEqual(json.RootElement.EnumerateObject().Select(p => p.Name)), file);
            Assert.Equal(UidOf(opened.Dataset), json.RootElement.TryGetProperty("00080018", out JsonElement uid) && uid.TryGetProperty("Value", out JsonElement v) ? v[0].GetString() : null);
            Assert.Equal(PixelDigest(file), json.RootElement.TryGetProperty("7FE00010", out JsonElement pixels) ? Content(pixels) : null);
        }
    }

    [Fact]
    public void Two_runs_give_the_same_bytes()
    {
        string[] arguments = ["--json", CorpusFiles.Get("native"), CorpusFiles.Get("charset")];
        Assert.True(DumpRun.Of(arguments).Output.AsSpan().SequenceEqual(DumpRun.Of(arguments).Output));
    }

    [Fact]
    public void Bulk_data_begins_at_2048_bytes_little_endian()
    {
        using var folder = new TemporaryDirectory();
        byte[] words = [.. Enumerable.Range(0, 1_024).SelectMany(i => new byte[] { (byte)(i >> 8), (byte)i })];
        string file = Path.Combine(folder.FullPath, "big.dcm");
        File.WriteAllBytes(file, DumpFiles.Part10(DicomTransferSyntax.ExplicitVRBigEndian, w =>
        {
            w.WriteElement(new DicomTag(0x00281201), DicomVR.OW, words.AsSpan(0, 2_046));
            w.WriteElement(new DicomTag(0x00281202), DicomVR.OW, words);
        }));

        JsonElement json = JsonDocument.Parse(DumpRun.Of("--json", file).Lines[0]).RootElement;

        byte[] swapped = [.. Enumerable.Range(0, 1_024).SelectMany(i => new byte[] { (byte)i, (byte)(i >> 8) })];
        Assert.Equal(Convert.ToBase64String(swapped[..2_046]), json.GetProperty("00281201").GetProperty("InlineBinary").GetString());
        Assert.Equal("sha256:" + Convert.ToHexStringLower(SHA256.HashData(swapped)), json.GetProperty("00281202").GetProperty("BulkDataURI").GetString());
    }

    [Fact]
    public void A_folder_given_to_out_mirrors_the_paths_below_each_argument()
    {
        using var folder = new TemporaryDirectory();
        string source = Path.Combine(folder.FullPath, "in");
        Directory.CreateDirectory(Path.Combine(source, "b", "c"));
        File.Copy(CorpusFiles.Get("native/CT_small.dcm"), Path.Combine(source, "b", "c", "one.dcm"));
        File.Copy(CorpusFiles.Get("native/MR_small.dcm"), Path.Combine(source, "two"));
        string target = Path.Combine(folder.FullPath, "out");

        DumpRun run = DumpRun.Of("--json", "--out", target, source, CorpusFiles.Get("rle/MR_small_RLE.dcm"));

        Assert.Equal((0, 0), (run.Status, run.Output.Length + run.Errors.Length));
        Assert.Equal(["MR_small_RLE.dcm.json", "b/c/one.dcm.json", "two.json"], Directory.GetFiles(target, "*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(target, f)).Order(StringComparer.Ordinal));
        Assert.Equal(DumpRun.Of("--json", CorpusFiles.Get("native/CT_small.dcm")).Output, File.ReadAllBytes(Path.Combine(target, "b", "c", "one.dcm.json")));
    }

    [Fact]
    public void Two_files_for_one_place_are_an_error_and_the_first_is_written()
    {
        using var folder = new TemporaryDirectory();
        string copy = Path.Combine(folder.FullPath, "CT_small.dcm");
        File.Copy(CorpusFiles.Get("native/MR_small.dcm"), copy);
        string target = Path.Combine(folder.FullPath, "out");

        DumpRun run = DumpRun.Of("--out", target, CorpusFiles.Get("native/CT_small.dcm"), copy);

        Assert.Equal(1, run.Status);
        Assert.StartsWith(copy + ": byte 0: ", Assert.Single(run.Errors), StringComparison.Ordinal);
        Assert.Contains("\"CT\"", File.ReadAllText(Path.Combine(target, "CT_small.dcm.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_held_until_its_turn_is_printed_whole_or_not_at_all()
    {
        using var folder = new TemporaryDirectory();
        byte[] text = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("line of text\n", 1_000_000)));
        byte[] whole = DumpFiles.Part10(DicomTransferSyntax.ExplicitVRLittleEndian, w => w.WriteElement(DicomTag.TextValue, DicomVR.UT, text));
        string first = Path.Combine(folder.FullPath, "1");
        string cut = Path.Combine(folder.FullPath, "2");
        File.WriteAllBytes(first, whole);
        File.WriteAllBytes(cut, whole[..^100]);

        DumpRun run = DumpRun.Of("--json", cut, first, cut, CorpusFiles.Get("native/CT_small.dcm"));

        Assert.Equal(1, run.Status);
        Assert.Equal(2, run.Lines.Length);
        Assert.Equal(text.Length, JsonDocument.Parse(run.Lines[0]).RootElement.GetProperty("0040A160").GetProperty("Value")[0].GetString()!.Length);
        Assert.Equal(2, run.Errors.Length);
        Assert.All(run.Errors, e => Assert.StartsWith(cut + ": byte ", e, StringComparison.Ordinal));
    }

    private static string? UidOf(DicomDataset dataset) => dataset.TryGetItem(DicomTag.SOPInstanceUID, out DicomItem? item) && item.VR == DicomVR.UI && dataset.GetString(DicomTag.SOPInstanceUID).Length > 0 ? dataset.GetString(DicomTag.SOPInstanceUID) : null;

    private static string Content(JsonElement attribute) => attribute.TryGetProperty("BulkDataURI", out JsonElement uri)
        ? uri.GetString()!
        : attribute.TryGetProperty("InlineBinary", out JsonElement inline) ? inline.GetString()! : string.Empty;

    // The value as in the file, by the positions that the reader gives.
    private static string? PixelDigest(string file)
    {
        byte[] bytes = File.ReadAllBytes(file);
        Assert.True(Part10Reader.TryRead(bytes, out DicomFileMeta? meta, out long start, out _));
        byte[] dataSet = meta!.TransferSyntax!.IsDeflated ? DumpFiles.Inflate(bytes.AsSpan((int)start)) : bytes[(int)start..];
        var reader = new DataSetReader(meta.TransferSyntax);
        ReadOnlySpan<byte> rest = dataSet;
        long begin = -1;
        while (reader.Read(ref rest) is var token && token != DataSetToken.NeedMoreData)
        {
            if (reader.Depth > 0 || reader.Tag != DicomTag.PixelData)
                continue;
            if (token is DataSetToken.Element or DataSetToken.FragmentsStart)
                begin = reader.Position;
            if (token == DataSetToken.Element)
                return Expected(dataSet.AsSpan((int)begin, (int)reader.Length), reader.IsBigEndian && reader.VR == DicomVR.OW);
            if (token == DataSetToken.FragmentsEnd)
                return Expected(dataSet.AsSpan((int)begin, (int)(reader.Position - begin)), swap: false);
        }

        return null;
    }

    private static string Expected(ReadOnlySpan<byte> value, bool swap)
    {
        byte[] bytes = value.ToArray();
        for (int i = 0; swap && i + 1 < bytes.Length; i += 2)
            (bytes[i], bytes[i + 1]) = (bytes[i + 1], bytes[i]);
        return bytes.Length >= 2_048 ? "sha256:" + Convert.ToHexStringLower(SHA256.HashData(bytes)) : Convert.ToBase64String(bytes);
    }
}
