using Dicom.Storage.DataSets;
using Dicom.Storage.Testing;

namespace Dicom.Storage.Codecs.Tests;

public sealed class TranscoderCorpusTests
{
    // The digests are over samples as they were decoded; and what is verified here need not be verified twice.
    private static readonly TranscoderOptions s_exact = new() { Color = TranscodeColor.Keep, Verify = false };
    private static readonly Transcoder s_transcoder = new();

    public static TheoryData<string> Files => CorpusImage.Exact;

    [Theory]
    [MemberData(nameof(Files))]
    public async Task An_image_made_native_has_the_pixels_that_independent_tools_agree_on(string path)
    {
        using DicomFile file = Open(path);
        using DicomFile native = await Transcoded.ToAsync(file, DicomTransferSyntax.ExplicitVRLittleEndian, s_exact);

        Assert.Equal(CorpusImage.DigestOf(path), CorpusImage.Digest(Transcoded.Pixels(native)));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task An_image_taken_through_each_syntax_without_loss_is_what_it_was(string path)
    {
        using DicomFile file = Open(path);
        using DicomFile native = await Transcoded.ToAsync(file, DicomTransferSyntax.ExplicitVRLittleEndian, s_exact);
        byte[] before = Transcoded.Pixels(native);
        foreach (DicomTransferSyntax syntax in Transcoded.LosslessSyntaxes.Where(syntax => Transcoded.CanHold(syntax, native.Dataset)))
        {
            using DicomFile there = await Transcoded.ToAsync(native, syntax, s_exact);
            using DicomFile back = await Transcoded.ToAsync(there, DicomTransferSyntax.ExplicitVRLittleEndian, s_exact);

            Assert.Equal(syntax, there.Dataset.TransferSyntax);
            bool widened = DicomPixelData.Create(native.Dataset).PhotometricInterpretation == "YBR_FULL_422" && !SyntaxTraits.IsUncompressed(syntax);
            byte[] expected = widened ? Transcoded.Widened(before) : before;
            Assert.True(expected.AsSpan().SequenceEqual(Transcoded.Pixels(back)), $"{path} through {syntax}");
            // Two files of 1996 have none.
            native.Dataset.TryGetString(DicomTag.SOPInstanceUID, out string? uid);
            back.Dataset.TryGetString(DicomTag.SOPInstanceUID, out string? uidBack);
            Assert.Equal(uid, uidBack);
        }
    }

    private static DicomFile Open(string path)
    {
        DicomFile file = DicomFile.Open(SharedFiles.Require("dicom/" + path));
        Assert.SkipUnless(s_transcoder.CanDecode(file.Dataset.TransferSyntax), $"No codec decodes {file.Dataset.TransferSyntax}.");
        return file;
    }
}
