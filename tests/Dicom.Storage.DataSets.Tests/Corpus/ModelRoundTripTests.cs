using Dicom.Storage.Testing;

namespace Dicom.Storage.DataSets.Tests;

public sealed class ModelRoundTripTests
{
    [Fact]
    public void A_file_that_was_not_changed_is_saved_byte_for_byte()
    {
        List<string> different = [];
        foreach (string file in Corpus.Regular())
        {
            byte[] expected = Corpus.Read(file);
            using DicomFile opened = DicomFile.Open(SharedFiles.Require("dicom/" + file));
            using var saved = new MemoryStream();
            opened.Save(saved);
            if (!saved.ToArray().AsSpan().SequenceEqual(expected))
                different.Add(file);
        }

        Assert.Empty(different);
    }

    [Theory]
    [InlineData("path")]
    [InlineData("memory")]
    [InlineData("stream")]
    [InlineData("forward stream")]
    [InlineData("all in the file")]
    public void Element_by_element_a_file_is_written_byte_for_byte(string from)
    {
        List<string> different = [];
        foreach (string file in Corpus.Regular())
        {
            (byte[] expected, DicomTransferSyntax syntax) = Corpus.ReadDataSet(file);
            using DicomFile opened = Open(file, from);
            using var saved = new MemoryStream();
            opened.Save(saved, new DicomWriteOptions { EncodeUnchanged = true });
            int head = (int)(Corpus.Read(file).Length - expected.Length);
            Assert.True(saved.Length >= head, file);
            byte[] written = saved.ToArray()[head..];
            if (syntax.IsDeflated)
            {
                // What was deflated by another program is deflated otherwise here; inflated it is the same.
                expected = Corpus.Inflate(expected, file);
                written = Corpus.Inflate(written, file);
            }

            if (!written.AsSpan().SequenceEqual(expected))
                different.Add(file);
        }

        Assert.Empty(different);
    }

    private static DicomFile Open(string file, string from) => from switch
    {
        "memory" => DicomFile.Open(Corpus.Read(file)),
        "stream" => DicomFile.Open(new MemoryStream(Corpus.Read(file))),
        "forward stream" => DicomFile.Open(new OneWayStream(Corpus.Read(file))),
        "all in the file" => DicomFile.Open(SharedFiles.Require("dicom/" + file), new DicomOpenOptions { LargeValueBytes = 0 }),
        _ => DicomFile.Open(SharedFiles.Require("dicom/" + file)),
    };
}
