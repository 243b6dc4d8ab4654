namespace Dicom.Storage.Codecs;

/// <summary>The second bytes of markers (T.87 table C.1, T.81 table B.1).</summary>
internal static class JpegLsMarker
{
    public const byte Prefix = 0xFF;

    /// <summary>SOF55, the frame header of JPEG-LS.</summary>
    public const byte StartOfFrame = 0xF7;

    /// <summary>LSE: preset parameters, mapping tables, sizes beyond 65,535.</summary>
    public const byte PresetParameters = 0xF8;

    public const byte FirstRestart = 0xD0;
    public const byte LastRestart = 0xD7;
    public const byte StartOfImage = 0xD8;
    public const byte EndOfImage = 0xD9;
    public const byte StartOfScan = 0xDA;
    public const byte DefineNumberOfLines = 0xDC;
    public const byte DefineRestartInterval = 0xDD;
    public const byte App0 = 0xE0;

    /// <summary>APP8: SPIFF headers, and the colour transforms of Hewlett-Packard.</summary>
    public const byte App8 = 0xE8;
    public const byte App15 = 0xEF;
    public const byte Comment = 0xFE;
}
