namespace Dicom.Storage.Codecs.Tests;

/// <summary>A frame that a decoder of others is asked for.</summary>
/// <param name="Decoder">The decoder's name in decode.cjs or decode.py.</param>
/// <param name="Codestream">What it is given.</param>
/// <param name="Frame">What a data set would say of the frame.</param>
internal sealed record OracleJob(string Decoder, ReadOnlyMemory<byte> Codestream, FrameInfo Frame)
{
    /// <summary>Gets whether the decoder is one of pylibjpeg; the others run under Node.</summary>
    public bool IsForPython => IsOfPython(Decoder);

    /// <summary>Whether a decoder is one of pylibjpeg.</summary>
    public static bool IsOfPython(string decoder) => decoder.StartsWith("pylibjpeg-", StringComparison.Ordinal);
}
