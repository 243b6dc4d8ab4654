using Dicom.Storage.Codecs;
using Dicom.Storage.DataSets;

namespace Dicom.Storage.Fuzz;

/// <summary>
/// The place of a transfer syntax among those below, then a Part 10 file to bring into it. What was transcoded can be saved, opened
/// again and brought back to uncompressed pixels, which are those of the original where nothing is lost.
/// </summary>
internal static class TranscoderTarget
{
    private static readonly DicomTransferSyntax[] s_targets =
    [
        DicomTransferSyntax.ExplicitVRLittleEndian, DicomTransferSyntax.ImplicitVRLittleEndian, DicomTransferSyntax.ExplicitVRBigEndian,
        DicomTransferSyntax.DeflatedExplicitVRLittleEndian, DicomTransferSyntax.EncapsulatedUncompressedExplicitVRLittleEndian, DicomTransferSyntax.RLELossless,
        DicomTransferSyntax.DeflatedImageFrameCompression, DicomTransferSyntax.JPEGBaseline8Bit, DicomTransferSyntax.JPEGLosslessSV1, DicomTransferSyntax.JPEGLSLossless,
        DicomTransferSyntax.JPEGLSNearLossless, DicomTransferSyntax.JPEG2000Lossless, DicomTransferSyntax.HTJ2KLossless, DicomTransferSyntax.HTJ2KLosslessRPCL,
    ];

    // A file of 64 KiB can hold some thousand frames, of which each may be as large as this.
    private static readonly TranscoderOptions s_options = new() { MaxParallelFrames = 1, MaxFrameBytes = 1 << 14, Color = TranscodeColor.Keep };

    public static IReadOnlyList<DicomTransferSyntax> Targets => s_targets;

    public static void Run(ReadOnlySpan<byte> input)
    {
        if (input.IsEmpty)
            return;

        byte[] bytes = input[1..].ToArray();
        if (!DicomFile.TryOpen(bytes, out DicomFile? file, out _, new DicomOpenOptions { Limits = new DataSetLimits { MaxInflatedBytes = 1 << 20 } }))
            return;

        using (file)
        {
            DicomTransferSyntax target = s_targets[input[0] % s_targets.Length];
            if (Transcode(file, target) is not { } transcoded)
                return;

            using (transcoded)
                CheckPixels(file, transcoded, target);
        }
    }

    private static void CheckPixels(DicomFile original, DicomFile transcoded, DicomTransferSyntax target)
    {
        DicomTransferSyntax source = original.Dataset.TransferSyntax;
        using DicomFile? expected = Transcode(original, DicomTransferSyntax.ExplicitVRLittleEndian);
        using DicomFile? actual = Transcode(transcoded, DicomTransferSyntax.ExplicitVRLittleEndian);

        // Without frames to encode an object is taken over as it is, whatever it says of itself. A value of a VR that there is none of
        // cannot be turned from one order of bytes into the other (PS3.5 6.2.2), though it can be read.
        bool isTakenOver = source == target || (!source.IsEncapsulated && !target.IsEncapsulated) || !original.Dataset.Contains(DicomTag.PixelData);
        if (isTakenOver || source.IsBigEndian || target.IsBigEndian || expected is null)
            return;

        FuzzFinding.ThrowUnless(actual is not null, $"What was brought into {target} does not come back.");
        if (!Transcoder.IsLossless(target))
            return;

        // Chrominance that two pixels shared, and planes, are not kept as such.
        DicomPixelData before = DicomPixelData.Create(expected.Dataset);
        DicomPixelData after = DicomPixelData.Create(actual!.Dataset);
        if (before.PhotometricInterpretation != after.PhotometricInterpretation || before.IsPlanar != after.IsPlanar)
            return;

        FuzzFinding.ThrowUnless(before.NumberOfFrames == after.NumberOfFrames, "Frames are lost.");
        for (int i = 0; i < before.NumberOfFrames; i++)
            FuzzFinding.ThrowUnless(before.GetFrame(i).Span.SequenceEqual(after.GetFrame(i).Span), $"Frame {i} comes back from {target} as another.");
    }

    /// <summary>The file in another syntax, saved and opened again; null when it is refused as it may be.</summary>
    private static DicomFile? Transcode(DicomFile file, DicomTransferSyntax target)
    {
        try
        {
            // One frame at a time, all in memory: nothing is waited for.
            using TranscodedFile transcoded = new Transcoder(s_options).TranscodeAsync(file, target, CancellationToken.None).GetAwaiter().GetResult();
            using MemoryStream stream = new();
            transcoded.File.Save(stream);
            return Open(stream.ToArray(), target);
        }
        catch (Exception exception) when (exception is TranscodeException or DicomDataException)
        {
            return null;
        }
    }

    // A value under the tag of a sequence cannot be told from one where the VR is not written.
    private static DicomFile? Open(byte[] bytes, DicomTransferSyntax syntax)
    {
        if (DicomFile.TryOpen(bytes, out DicomFile? file, out DataSetFailure? failure))
            return file;
        FuzzFinding.ThrowUnless(syntax == DicomTransferSyntax.ImplicitVRLittleEndian, $"What was written in {syntax} cannot be read: {failure}");
        return null;
    }
}
