using Dicom.Storage.Codecs;

namespace Dicom.Storage.Fuzz;

/// <summary>The targets of the codecs by name; see <see cref="FuzzTargets"/>.</summary>
internal static class CodecFuzzTargets
{
    public static readonly IReadOnlyDictionary<string, FuzzTarget> All = new SortedDictionary<string, FuzzTarget>(StringComparer.Ordinal)
    {
        ["codec-deflate"] = static input => CodecTarget.Run(new DeflatedFrameCodec(), input),
        ["codec-htj2k"] = static input => CodecTarget.Run(new HtJ2kCodec(), input),
        ["codec-jpeg"] = static input => CodecTarget.Run(new JpegCodec(), input),
        ["codec-jpeg2000"] = static input => CodecTarget.Run(new Jpeg2000Codec(), input),
        ["codec-jpegls"] = static input => CodecTarget.Run(new JpegLsCodec(), input),
        ["codec-rle"] = static input => CodecTarget.Run(new RleCodec(), input),
        ["codec-transcoder"] = TranscoderTarget.Run,
    };
}
