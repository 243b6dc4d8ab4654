using Dicom.Storage.DataSets;

namespace Dicom.Storage.Codecs;

/// <summary>What a codec has made of colour, read from the header of a codestream, so that Photometric Interpretation says what is there (PS3.5 8.2).</summary>
internal static class CodestreamColour
{
    /// <summary>More than the headers have that codecs write: comments and tables are not long.</summary>
    public const int BytesToSee = 4096;

    private const byte StartOfCodingStyle = 0x52; // COD, T.800 A.6.1
    private const byte StartOfScan = 0xDA; // SOS, T.81 B.2.3

    /// <summary>What is coded in the frames of an image: what its first codestream says, where it says anything and the data set says something else.</summary>
    public static async ValueTask<Photometric> StoredAsync(ImageShape shape, DicomTransferSyntax source, CancellationToken cancellationToken)
    {
        if (shape.Frame.SamplesPerPixel != 3 || !SyntaxTraits.IsJpeg(source))
            return shape.Photometric;
        try
        {
            ReadOnlyMemory<byte> first = await shape.Pixels.GetFrameAsync(0, cancellationToken).ConfigureAwait(false);
            return JpegColour.Of(first.Span, shape.Photometric);
        }
        catch (Exception exception) when (exception is CodecException or DicomFrameException)
        {
            return shape.Photometric; // who decodes the frame tells what is wrong with it
        }
    }

    /// <summary>The defined term of Photometric Interpretation.</summary>
    /// <param name="head">The first bytes of the first frame.</param>
    /// <param name="encoded">What the samples are that were encoded.</param>
    public static string TermOf(ReadOnlySpan<byte> head, DicomTransferSyntax target, Photometric encoded, string monochrome)
    {
        if (encoded is Photometric.Monochrome)
            return monochrome;
        if (encoded is Photometric.Palette)
            return "PALETTE COLOR";
        if (SyntaxTraits.IsJpeg2000(target))
        {
            bool reversible = SyntaxTraits.IsLossless(target);
            return HasComponentTransform(head) ? reversible ? "YBR_RCT" : "YBR_ICT" : Plain(encoded);
        }

        if (SyntaxTraits.IsBaseline(target))
            return IsHalved(head) ? "YBR_FULL_422" : "YBR_FULL";
        return Plain(encoded);
    }

    private static string Plain(Photometric encoded) => encoded == Photometric.Rgb ? "RGB" : "YBR_FULL";

    // FF 52, length (2), Scod (1), progression (1), layers (2), multiple component transformation (1): T.800 A.6.1.
    private static bool HasComponentTransform(ReadOnlySpan<byte> head)
    {
        int at = FindSegment(head, start: 2, static marker => marker == StartOfCodingStyle);
        return at >= 0 && at + 8 < head.Length && head[at + 8] == 1;
    }

    // FF Cn, length (2), precision (1), lines (2), samples a line (2), components (1), of each identifier and sampling factors: T.81 B.2.2.
    private static bool IsHalved(ReadOnlySpan<byte> head)
    {
        int at = FindSegment(head, start: 2, static marker => marker is >= 0xC0 and <= 0xC3);
        return at >= 0 && at + 11 < head.Length && head[at + 9] == 3 && head[at + 11] >> 4 == 2;
    }

    /// <summary>Where the first segment of a marker begins, with its FF; -1 when there is none before the first scan or the end.</summary>
    private static int FindSegment(ReadOnlySpan<byte> head, int start, Func<byte, bool> isWanted)
    {
        int at = start;
        while (at + 4 <= head.Length && head[at] == 0xFF && head[at + 1] != StartOfScan)
        {
            if (isWanted(head[at + 1]))
                return at;
            at += 2 + ((head[at + 2] << 8) | head[at + 3]);
        }

        return -1;
    }
}
