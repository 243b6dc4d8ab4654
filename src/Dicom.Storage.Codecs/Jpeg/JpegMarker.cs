namespace Dicom.Storage.Codecs;

/// <summary>The second bytes of markers (T.81 table B.1).</summary>
internal static class JpegMarker
{
    public const byte Prefix = 0xFF;
    public const byte Temporary = 0x01; // TEM
    public const byte BaselineFrame = 0xC0; // SOF0
    public const byte ExtendedFrame = 0xC1; // SOF1
    public const byte ProgressiveFrame = 0xC2; // SOF2
    public const byte LosslessFrame = 0xC3; // SOF3
    public const byte HuffmanTables = 0xC4; // DHT
    public const byte FirstHierarchicalFrame = 0xC5; // SOF5, and all that follow up to SOF15 but DHT, JPG and DAC
    public const byte ReservedFrame = 0xC8; // JPG
    public const byte ArithmeticConditioning = 0xCC; // DAC
    public const byte LastFrame = 0xCF; // SOF15
    public const byte FirstRestart = 0xD0; // RST0
    public const byte LastRestart = 0xD7; // RST7
    public const byte StartOfImage = 0xD8; // SOI
    public const byte EndOfImage = 0xD9; // EOI
    public const byte StartOfScan = 0xDA; // SOS
    public const byte QuantizationTables = 0xDB; // DQT
    public const byte NumberOfLines = 0xDC; // DNL
    public const byte RestartInterval = 0xDD; // DRI
    public const byte HierarchicalProgression = 0xDE; // DHP
    public const byte Jfif = 0xE0; // APP0
    public const byte Adobe = 0xEE; // APP14

    /// <summary>Whether nothing but the two bytes belongs to it (T.81 B.1.1.3).</summary>
    public static bool StandsAlone(byte marker) => marker is Temporary or (>= FirstRestart and <= StartOfImage);
}
